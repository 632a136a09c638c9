import type { Language } from './language';

/** The base form, then the forms that no rule of endings leads back to it; one word a line. */
const FRENCH = `
cuire cuit cuits cuite cuites cuisent
produire produit produite produits produites produisent produisait
conduire conduit conduite conduits conduites conduisent
construire construit construite construits construites construisent
détruire détruit détruite détruits détruites détruisent
réduire réduit réduite réduits réduites réduisent
traduire traduit traduite traduits traduites traduisent
introduire introduit introduite introduits introduisent
instruire instruit instruite instruisent
nuire nuit nuisent
écrire écrit écrite écrits écrites écrivent écrivait
décrire décrit décrite décrits décrites décrivent
inscrire inscrit inscrite inscrits inscrites inscrivent
lire lit lisent lu lue lus lues
élire élit élisent élu élue élus élues
interdire interdit interdite interdits interdites interdisent
naître naît naissent né née nés nées naquit naissance naissances
mourir meurt meurent mort morte morts mortes mourut
dormir dort dorment dormi
sortir sort sortent sorti
partir part partent parti
sentir sent sentent senti ressent
servir sert servent servi
courir court courent couru
ouvrir ouvre ouvrent ouvert ouverte ouverts ouvertes
offrir offre offrent offert offerte
couvrir couvre couvrent couvert couverte couverts couvertes
découvrir découvre découvrent découvert découverte découverts découvertes
souffrir souffre souffrent souffert
tenir tient tiennent tenu tenue tenus tenues tint
obtenir obtient obtiennent obtenu obtenue obtenus obtenues
contenir contient contiennent contenu contenue contenus contenues
maintenir maintient maintiennent maintenu maintenue
retenir retient retiennent retenu retenue retenus retenues
soutenir soutient soutiennent soutenu soutenue
appartenir appartient appartiennent appartenu
devenir devient deviennent devenu devenue devenus devenues devint
revenir revient reviennent revenu revint
provenir provient proviennent provenu
voir voit voient vu vue vus vues
prévoir prévoit prévoient prévu prévue prévus prévues
recevoir reçoit reçoivent reçu reçue reçus reçues
percevoir perçoit perçoivent perçu perçue
savoir sait savent su
croire croit croient
boire boit boivent
prendre prend prennent pris prise prises
apprendre apprend apprennent appris apprise apprises
comprendre comprend comprennent compris comprise comprises
mettre met mettent mis mise mises
permettre permet permettent permis permise permises
transmettre transmet transmettent transmis transmise transmises
soumettre soumet soumettent soumis soumise
battre bat battent battu battue
abattre abat abattent abattu abattue
connaître connaît connaissent connu connue connus connues
paraître paraît paraissent paru parue
apparaître apparaît apparaissent apparu apparue apparus
disparaître disparaît disparaissent disparu disparue disparus
éteindre éteint éteignent éteinte éteints éteintes
atteindre atteint atteignent atteinte atteints atteintes
peindre peint peignent peinte peints
joindre joint joignent jointe
craindre craint craignent
suivre suit suivent suivi suivie suivis suivies
poursuivre poursuit poursuivent poursuivi
vivre vit vivent vécu
vendre vend vendent vendu vendue vendus vendues
perdre perd perdent perdu perdue perdus perdues
rendre rend rendent rendu rendue
attendre attend attendent attendu
entendre entend entendent entendu entendue
défendre défend défendent défendu défendue
descendre descend descendent descendu
répondre répond répondent répondu
fondre fond fondent fondu fondue fondus
rompre rompt rompent rompu rompue
croître croît croissent
falloir faut fallait faudra
valoir vaut valent valait
œil yeux
`;
const ENGLISH = `
write wrote written
break broke broken
build built
buy bought
bring brought
catch caught
choose chose chosen
come came
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
fly flew flown
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
know knew known
lay laid
lead led
leave left
lend lent
light lit
lose lost
make made
mean meant
meet met
melt molten
pay paid
ride rode ridden
ring rang rung
rise rose risen
run ran
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
stick stuck
strike struck
swear swore sworn
swell swollen
swim swam swum
swing swung
take took taken
teach taught
tell told
think thought
throw threw thrown
understand understood
wake woke woken
wear wore worn
win won
child children
foot feet
man men
mouse mice
person people
tooth teeth
woman women
goose geese
leaf leaves
knife knives
life lives
half halves
wolf wolves
good better best
bad worse worst
far farther further
`;

function readForms(lines: string): Map<string, string> {
  const bases = new Map<string, string>();
  for (const line of lines.trim().split('\n')) {
    const [base = '', ...forms] = line.split(' ');
    for (const form of forms) if (!bases.has(form)) bases.set(form, base);
  }
  return bases;
}

const BASES: Record<Language, ReadonlyMap<string, string>> = {
  fr: readForms(FRENCH),
  en: readForms(ENGLISH),
};

/** The base form of an irregular lower-case word, or the word itself. */
export function regularForm(word: string, language: Language): string {
  return BASES[language].get(word) ?? word;
}
