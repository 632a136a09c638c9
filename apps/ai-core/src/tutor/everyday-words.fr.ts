/**
 * French words that people ask with and the words that a textbook uses for the same thing, one group a line. They are no
 * strict synonyms: a passage that has another word of the group may well be meant.
 */
export const FRENCH_GROUPS = `
mort mourir meurt meurent décès décéder tuer exécuter
naître naissance naît naissent né
vite rapide rapidement vitesse accélérer
lent lentement ralentir lenteur
chaud chaleur température réchauffer chauffer
froid refroidir température geler gel
taille dimension grandeur
minuscule petit microscopique
prix coût cher coûter coûteux tarif
payer régler paiement verser
argent monnaie somme financier finances
acheter achète achat acquérir acquisition
vendre vend vendent vente vendeur
gagner gain bénéfice profit
perdre perd perdent perte
commencer débuter début départ démarrer
finir terminer fin achever
arrêter stopper cesser interrompre
continuer poursuivre
fabriquer produire produit produisent créer construire construit construisent former élaborer production
casser briser rompre détruire détruit détruisent destruction
réparer corriger restaurer
erreur faute bug anomalie
problème difficulté souci
danger dangereux risque violent violence menace
protéger protège protection sûr sécurité défendre
aider aide faciliter
empêcher bloquer interdire interdit éviter refuser
permettre permet autoriser
obliger imposer contraindre contraint obligatoire
changer modifier transformer changement modification convertir
augmenter croître hausse augmentation accroître
diminuer réduire réduit réduisent baisse baisser réduction
compter nombre dénombrer
calculer calcul
choisir choisit choix sélectionner
chercher recherche rechercher
découvrir découvre découverte inventer invention inventeur
montrer afficher indiquer
voir voit voient vu vision regarder observer visible
entendre entend ouïe audition sonore
lumière lumineux éclairer éclairage
couleur teinte pigment
manger nourriture aliment alimentation nourrir
dormir dort sommeil
maladie malade infection
soigner traiter traitement guérir soin
médecin docteur
corps organisme
enfant jeune jeunesse
vieux âgé ancien vieillir vieillissement
maison logement habitat domicile
habiter vivre vit vivent résider
ville cité urbain
pays nation
peuple population habitant
roi monarque souverain
chef diriger gouverner commander dirigeant gouvernement
guerre conflit combat bataille
armée soldat troupe
loi règle règlement législation
travail emploi métier
patron employeur
salarié employé travailleur ouvrier
vacances congé repos
école enseignement scolaire
écrire écrit rédiger rédaction
lire lit lecture
lettre courrier
voiture automobile véhicule
bateau navire
trou orifice ouverture cavité
bord bordure côté
haut sommet hauteur
bas fond
milieu centre central
dehors extérieur
dedans intérieur
partie morceau portion composant
diviser partager séparer division
réunir réunit rassembler convoquer joindre assembler regrouper
relier lier connecter lien
garder conserver stocker stockage conservation
enlever retirer supprimer ôter effacer
ajouter ajout insérer
remplacer substituer substitution
copier copie dupliquer
envoyer envoie transmettre transmet expédier
ordinateur machine
logiciel programme application
utilisateur usager
plante végétal végétaux
mer océan marin maritime
pluie précipitation pleuvoir
soleil solaire
lune lunaire
étoile astre stellaire
feu incendie brûler combustion
force puissance puissant fort intensité
poids masse lourd peser
longueur durée durer dure longtemps temps
année annuel
jour journée quotidien
prisonnier détenu captif prison
impôt taxe fiscal
dette emprunt prêt crédit
pauvre pauvreté
riche richesse
cause origine provoquer entraîner causer
conséquence effet résultat
avantage atout
inconvénient défaut limite
étape phase
vérifier contrôler contrôle vérification
essayer tenter tester test
réussir succès
échouer échec
facile simple facilement
difficile complexe compliqué
indispensable nécessaire
nouveau récent
identique égal pareil
différent distinct
vote voter élection élire suffrage
trier classer ordonner tri classement
deviner prévoir prédire prévision annoncer
apprendre apprend apprentissage
oublier oubli mémoire mémoriser souvenir
respirer respiration
bouger mouvement déplacer déplacement
mélanger mélange
tomber chute chuter renverser
chauffer cuire cuisson
peau épiderme
cœur cardiaque
cerveau cérébral
dent dentaire
sang sanguin
os osseux squelette
poumon pulmonaire
`;
