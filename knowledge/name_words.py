"""Words that tell a name from what only looks like one: places, things, titles, surnames."""

from __future__ import annotations

PLACES = frozenset(
    """
    afghanistan albania albert allah andrew anna anne april arbor ashton asia august augustine austin autumn
    bangladesh barking barnardo barnardos barnet battle bede bexhill bexley birmingham bolton boxall brighton
    bristol britain bromsgrove brooklyn bury cambridge camden camhs catherine chad chelsea cheshire chester
    childline chingford christ christian christmas clifton cornwall cpoms crowborough croydon cruse cumbria cuthbert
    dagenham dale dallas derbyshire devon diwali dorset droitwich durham eastbourne easter edmund eid elsa enfield
    england english eritrea essex evesham facebook florence fortnite francis french freud george georgia german
    ghana google greenwich hackney hailsham halton haringey hastings havering heathfield holland hove india
    instagram ireland islington israel james jesus john jordan joseph june kelvin kent kidderminster kingston kooth
    kurdistan lambeth lancashire leeds lego leigh lewes lewisham leyton leytonstone lincoln liverpool london luke
    makaton mali malta malvern manchester mark martin mary maths matthew max may mencap merton michael mind
    minecraft mohammed nessy newham newhaven nigeria norfolk norman northumberland nspcc numicon nurture ofsted
    oldham oxford pakistan paris patrick paul peacehaven pershore peter poland preston ramadan redbridge redditch
    roblox rochdale roma romania rye salford samaritans scotland seaford senco senco's sims slack snapchat somalia
    somerset southwark spanish stanley stephen stockport sudan suffolk summer surrey sussex sutton sydney syria
    tameside tavistock teams telegram thomas thrive tiktok tootoot trafford turkey uckfield ukraine victoria wales
    walthamstow wandsworth washington whatsapp widgit wigan winston worcester worcestershire york yorkshire youtube
    zoom
    """.split()  # noqa: SIM905
)
ACRONYMS = frozenset(
    """
    aht ap cpoms ddsl dht dsl ect ehcp elsa ep fap hlta ht la lado lsa mash nqt ot pru salt sen sims ta
    """.split()  # noqa: SIM905
)
SUBJECTS = frozenset(  # two letters that are nobody's initials
    """
    pe re it dt pp cp sw gp mp fe he ks yr sl pa uk us eu tv pc ai qa bd am pm ed ey mh dv da
    """.split()  # noqa: SIM905
)
PUBLIC = frozenset(
    " ".join(name.split())
    for name in """
    ada lovelace, alex timpson, anna freud, barbara priestman, ben kinsella, bruce perry, carol gray, charlie
    waller, charlotte mason, dame kelly, dan hughes, dan siegel, duke edinburgh, eva alexander, florence
    nightingale, grace academy, harris federation, harry potter, jack petchey, jean piaget, jim crow, joe wicks,
    john bowlby, john lewis, john lyon, karen treisman, kelly holmes, kim golding, leeds beckett, louise bomber,
    lucy faithfull, marcus rashford, margot sunderland, marie collins, martha trust, mary ainsworth, mary seacole,
    michael rutter, oasis john, paul dix, rosa parks, rose bruford, ross greene, ruth miskin, stephen lawrence,
    teddy bear, teddy bears, to frank, tom bennett, will smith fund, william morris, zoe ball
    """.split(",")  # noqa: SIM905
)
"""Names of people that services, awards, schools and books are called after."""
THINGS = frozenset(
    """
    abbey academies academy act approach area assessment association avenue award awards board borough bridge care
    cathedral center centre chapel charity church clinic close club cluster college conference council county course
    court crescent day disease disorder district early east education family farm federation forest forum foundation
    framework fund gardens grammar grant green group grove hall health help helpline high hill hospital house hub
    inc inclusion infant infants inquiry institute junior juniors lane lecture library line lodge manor meeting
    method model month mosque network north nursery offer outreach panel park partnership plan police primary priory
    profile program programme project questionnaire read report review road room scale scheme school schools
    secondary service services social society south square street support syndrome team teams temple term test
    theatre therapy toolkit training trust unit university view virtual way week west wood woods write
    """.split()  # noqa: SIM905
)
OFFERS = frozenset(
    """
    approach book charity checklist course foundation framework method model programme project questionnaire scale
    scheme toolkit training trust workshop
    """.split()  # noqa: SIM905
)
"""What a name is the name of when one of these follows: "the Henry programme"."""
KIN = frozenset(
    """
    aunt auntie aunty gran grandad grandma grandpa granny mam mama mummy mums nan nana nanna nanny nans uncle
    """.split()  # noqa: SIM905
)
SURNAMES = frozenset(
    """
    abbot adams ahmed ali archer bailey baker ball banks barker begum bell bibi bird bishop black booth bowman
    bridges brook brooks brown buck bull burns butler cannon carpenter carter cash chamberlain church clark clarke
    cole collins cook cooper crane cross das davies day dean drake edwards english evans farmer field fields finch
    fisher fox french friar frost gardener grant gray green gupta hall harris harrison hart hawk hayes hill hughes
    hunt hunter hussain jackson johnson jones kaur kelly khan king knight lake lamb lane lee lewis little long marsh
    martin mason may miller mills monk morris murray nash nightingale noble obrien oconnor oneill page palmer park
    parker patel peacock
    pond pool poole pope porter potter power price ram read reeve rice rich rivers roberts robinson rose roy sawyer
    sen shah sharma sharp shaw shepherd sheriff short simpson singh slater small smith snow sparrow squire stagg
    stevens steward stone street summers swan swift tailor taylor thatcher thomas thompson tiler turner walker walsh
    ward waters watson weaver webb west white williams wilson winter wolf wood woods wren wright young
    """.split()  # noqa: SIM905
)
TITLES = frozenset(
    """
    dr miss mister mr mrs ms mx sir
    """.split()  # noqa: SIM905
)
LINKS = frozenset(
    """
    a age aged and at born date dob for from has in is of on the to was who whose with year yr
    """.split()  # noqa: SIM905
)
CALENDAR = frozenset(
    """
    april august autumn dawn june max may summer
    """.split()  # noqa: SIM905
)
SLANG = frozenset(
    """
    adhd asap autistic camhs cant dad dads didnt doesnt dont dyslexic ebsa ehcp ehcps excluded hasnt hes isnt keep
    keeps mainstream mum mums needing nonverbal pexed pls plz recieved semh senco send shes suspeneded theyre wants
    wasnt wont year
    """.split()  # noqa: SIM905
)
