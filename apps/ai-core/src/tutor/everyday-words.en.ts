/**
 * English words that people ask with and the words that a textbook uses for the same thing, one group a line. They are no
 * strict synonyms: a passage that has another word of the group may well be meant.
 */
export const ENGLISH_GROUPS = `
die death dead kill execute
born birth
fast quick speed accelerate rapid
slow slowly delay
hot heat warm temperature
cold cool freeze temperature
size dimension
tiny small microscopic
price cost expensive fee
pay payment
money cash financial
buy purchase acquire
sell sale seller
earn gain profit
lose loss
begin start launch
end finish stop terminate
continue proceed
build create produce construct form manufacture
break destroy crash fail failure
fix repair correct
error mistake bug fault
problem difficulty trouble issue
danger dangerous risk violent hazardous
protect protection safe security defend
help assist ease
prevent block forbid avoid refuse
allow permit enable
force oblige require mandatory
change modify transform convert
grow increase rise
shrink decrease reduce drop
count number
compute calculate calculation
choose select pick choice
search seek lookup
discover discovery invent inventor
show display indicate
see vision watch observe visible
hear hearing sound
light bright
colour color pigment
eat food nutrition feed
sleep asleep
illness disease sick infection
cure treat treatment heal therapy
doctor physician
body organism
child young kid
old ancient age aged
house home housing
live reside inhabit
city town urban
country nation
people population inhabitants
king monarch ruler
leader lead rule govern command
war conflict battle fight
army soldier troops
law rule regulation legislation
job work employment profession
boss employer manager
worker employee staff
holiday vacation leave
write draft
car vehicle automobile
ship boat vessel
hole opening cavity pore
edge border side
top summit height
bottom depth deep
middle centre center halfway
outside external
inside internal
part piece portion component
split divide separate division
join combine merge gather assemble
link connect
keep store retain storage preserve
remove delete erase drop
add insert append
replace substitute
copy duplicate
send transmit
computer machine server
software program application
sea ocean marine
rain precipitation rainfall
sun solar
moon lunar
star stellar
fire burn combustion flame
strong strength power intensity powerful level
weight mass heavy weigh
long length duration last
year annual
day daily
prisoner inmate captive
tax levy fiscal
debt loan borrow credit
poor poverty
rich wealth
cause origin provoke trigger
consequence effect result outcome
advantage benefit
drawback disadvantage limit
step stage phase
check verify control
try attempt test
succeed success
easy simple
hard difficult complex
needed necessary essential
new recent
same identical equal
different distinct
vote election elect ballot
sort order rank
guess predict forecast announce
learn learning
forget memory remember memorise
breathe breathing respiration
move movement motion
mix mixture blend
skin epidermis
heart cardiac
brain cerebral neural
blood vessel
bone skeleton
lung pulmonary
`;
