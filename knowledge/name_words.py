"""Words that tell a name from what only looks like one: places, things, titles, surnames, what services are called after."""

from __future__ import annotations

PLACES = frozenset(
    """kent chester lincoln chelsea preston stanley kingston clifton ashton india jordan israel paris florence devon dale
    kelvin christian norman victoria albert washington georgia austin dallas brooklyn holland leigh sydney chad mali malta
    asia roma april may june august summer autumn max england britain ireland wales scotland london oldham worcester
    worcestershire hackney sutton southwark lambeth newham barking dagenham leeds manchester sussex surrey essex brighton
    hove hastings eastbourne lewes redditch bromsgrove evesham malvern kidderminster droitwich pershore rochdale bury
    tameside bolton salford stockport croydon merton lewisham greenwich islington camden haringey enfield barnet redbridge
    havering bexley wandsworth walthamstow leyton leytonstone chingford bexhill uckfield crowborough hailsham seaford
    peacehaven newhaven rye battle heathfield birmingham liverpool bristol york norfolk suffolk cornwall dorset somerset
    cumbria lancashire yorkshire derbyshire cheshire oxford cambridge durham northumberland halton wigan trafford somalia
    pakistan poland romania bangladesh nigeria ukraine syria afghanistan sudan eritrea kurdistan turkey albania ghana
    mary john james george stephen andrew peter paul luke mark matthew michael joseph thomas anne catherine martin
    edmund francis patrick bede cuthbert augustine christ jesus mohammed allah eid ramadan diwali easter christmas
    english french spanish german maths makaton lego boxall thrive elsa nurture senco senco's ofsted camhs teams zoom
    google slack telegram facebook instagram tiktok snapchat whatsapp youtube roblox minecraft fortnite mencap barnardo
    barnardos nspcc childline kooth samaritans mind winston cruse tavistock nessy numicon tootoot widgit arbor sims cpoms
    anna freud""".split()
)
ACRONYMS = frozenset("elsa sims cpoms salt ot ep la ht dht aht sen ta lsa hlta dsl ddsl nqt ect pru ap fap ehcp mash lado".split())
PUBLIC = frozenset(
    name.strip()
    for name in """
    anna freud, jack petchey, paul dix, marcus rashford, charlie waller, zoe ball, tom bennett, ruth miskin,
    alex timpson, charlotte mason, ross greene, marie collins, stephen lawrence, martha trust,
    duke edinburgh, joe wicks, carol gray, mary seacole, rosa parks, will smith fund, lucy faithfull,
    dame kelly, kelly holmes, leeds beckett, john lewis, harry potter, florence nightingale, rose bruford,
    grace academy, michael rutter, jean piaget, john bowlby, mary ainsworth, bruce perry, dan siegel,
    dan hughes, kim golding, louise bomber, karen treisman, margot sunderland, john lyon, harris federation,
    oasis john, eva alexander,
    """.split(",")
)
"""Names of people that services, awards, schools and books are called after."""
THINGS = frozenset(
    """school schools academy academies primary secondary college centre center house trust road street lane manor square park
    hall forest hill hospital clinic service services team teams foundation federation partnership network unit project
    programme program group board council borough county hub nursery infants infant junior juniors high grammar church
    cathedral mosque temple library institute university association charity society club forum panel line helpline
    approach method therapy scale profile assessment test questionnaire syndrome disease disorder room theatre farm
    framework toolkit award awards training course read write inc offer model cluster lodge court green wood woods
    gardens abbey priory chapel bridge way close crescent avenue grove view house week day month term report review act
    plan meeting conference lecture inquiry fund grant scheme outreach street area district north south east west
    support education inclusion health family early help virtual social care police""".split()
)
SURNAMES = frozenset(
    """smith brown green taylor wilson walker white wood woods hill cook baker king young hall ward turner cooper carter
    parker bell bailey shaw marsh hunt fox palmer stone mills barker knight butler fisher mason hunter webb booth day west
    price may cole rose black gray page ball bird field fields long rice cross bishop pope gardener potter brook brooks
    park french english walsh lamb rich read short little small sharp swift frost winter summers snow waters rivers lake
    banks bridges poole pool pond hayes nash burns cannon grant cash church lane street weaver tailor carpenter slater tiler
    thatcher archer bowman shepherd farmer miller sawyer porter steward chamberlain page squire sheriff reeve dean abbot
    monk friar noble power swan drake finch crane hawk peacock nightingale wren sparrow wolf bull ram hart buck stagg
    begum bibi khan ali ahmed hussain shah kaur singh patel sharma gupta das roy sen
    jones williams davies evans thomas roberts johnson lewis robinson wright thompson hughes edwards martin harris clarke
    jackson clark green lee harrison morris watson adams murray kelly simpson collins stevens""".split()
)
TITLES = frozenset("mr mrs ms miss mx dr sir mister".split())
LINKS = frozenset("in is on at has was born dob and year yr aged age the for from who whose to a of with date".split())
CALENDAR = frozenset("summer autumn may april june august dawn max".split())
SLANG = frozenset(
    """doesnt isnt cant wont dont hasnt hes shes theyre didnt wasnt keeps semh send ehcp adhd camhs autistic ebsa year recieved
    suspeneded excluded pexed needing wants asap plz pls dyslexic nonverbal keep ehcps senco mainstream mum dad mums
    dads""".split()
)
