"""What is ordinary: phrases that hold a word of danger and mean none, and words that are no typing slip."""

from __future__ import annotations

ORDINARY = """
    death of me, die of embarrassment, dying of embarrassment, died of embarrassment, overdose of homework, overdosed
    on mince, overdosed on chocolate, rather die than read, rather die than wear, rather die than sing, rather die than
    speak, rather die than present, sooner die than wear, dying by friday, ligature cutters, ligature cutter, ligature
    audit, ligature risk, choking on paperwork, choking on my tea, gun fingers, all guns blazing, gun salute, shotgun
    the front, runaway success, keep going missing, missing persons helpline, missing people helpline, missing action,
    missing marks, consent missing, vanished off the, match abandoned, finish me off, slagging, discloses abuse,
    will not be around on, will not be around for the meeting, not be around next week, black eye from rugby, shook
    hands, pushed for, push for, pushing for, pushes for, pushed to, pushing to, pushed back, push back, pushing
    back, pushed through, pushed into a, pushing him to, push him to, pushes him to, pushed him to, pushes her to,
    pushed her to, pushing her to, push her to, push the, push on, push in the, pull him out, pulls him out, pulled
    him out, pulls her out, pulls them out, pulls out, pulled out, pull out, pulling him out, pulled her out, pull
    her out, pull them out, pulling them out, pull together, pulled together, pulling together, pull in, pull up,
    pulled up, pull his weight, pull strings, throws him out, threw him out, throwing him out, throws her out,
    thrown out of class, thrown out of lessons, thrown out of lesson, threw her out, throwing her out, throw him
    out, kicked out of class, kicked out of lessons, kicked out of lesson, kicked out of his last school, kicked out
    of school, kicked out of nursery, kicked out of college, kicked out of her last school, grab a coffee, grab a
    minute, grab a chat, grab a quick, grab a place, grab a copy, grab a bite, grab a slot, grabbed a minute, grab
    some, up for grabs, grabs attention, grab attention, grab hold of, grabs toys, grabs things, grabs food, drag
    on, dragged on, drags on, dragging on, dragging his feet, dragging her feet, drags his feet, dragging their
    feet, drag his feet, drag him in, drags him in, dragging him in, drag her in, drags her in, dragging her in,
    dragged in, drag him to school, drags him to school, dragging him to school, dragged to school, drag him out of
    bed, dragging him out of bed, drag her to school, dragging her to school, carry him in, carries him in, throws
    himself, throws herself, threw himself, throw himself on, throws himself on the floor, throws a tantrum, throws
    tantrums, threw a tantrum, throws a wobbly, throw in the towel, throw light on, throw away, thrown in the deep
    end, mum dying, dad dying, nan dying, is dying of, is dying from, dad died, mum died, mum is dying, dad is
    dying, nan is dying, grandad is dying, dog died, brother dying, mum will die, dad will die, mum might die, dad
    might die, parents dying, people dying, pet died, dog is dying, gran is dying, mum dies, dad dies, asks about
    dying, about death and dying, death and dying, someone dying, parents will die, everyone will die, everyone
    dies, dying of cancer, dying pet, death and, beats herself, beats himself, kick himself, kicking herself, smash
    the glass ceiling, smashed our, smash our targets, strike out, knock on the door, knock on effect, knock his
    confidence, knocked his confidence, knocks his confidence, knocked her confidence, knocks her confidence, knock
    back, knocked back, knocks back, knock backs, knock it, knocked it out of, boot camp, bootcamp, car boot, to
    boot, football boots, wellington boots, welly boots, pair of boots, new boots, shake hands, shakes hands, shake
    his head, shakes his head, shook my head, shake up, shake things, shaking up, bit of a, bit like, bit the
    bullet, hates being at school, hates life at school, no future in education, no future in school, set a date,
    picked a date for, picked a date to meet, set a date for, ways to go about, ways to go forward, how to kill
    time, no point in referring, no point referring, no point in applying, no point applying, no point asking, no
    point in asking, no point in another, better place to be, in a better place now, in a good place, in a bad
    place, better place now, a better place, gift aid, gifted, gift card, touching story, make a difference, makes a
    difference, strip lights, comic strip, strip back, film strip, strip of, get changed for pe, getting changed for
    pe, get changed for swimming, get changed for games, wo not get changed, not get changed for, will not get
    changed, changed for pe, getting changed after, refuses to get changed, struggles to get changed, struggles
    getting changed, on holiday without, run his own, sold on, made to measure, arranged to meet, has arranged, has
    to have, forced to close, head under water, keep his head above water, head above water, in hot water, hot water
    bottle, sleep on it, sleep over it, we need to cut, we have to cut, need to cut costs, need to cut our, need to
    cut down, drunk driver, drunk driving accident, killed by a drunk, head will kill me, boss will kill me, wife
    will kill me, husband will kill me, will kill me if i miss, will kill me if i am late, will kill me if i forget,
    domestic abuse worker, domestic abuse workers, domestic abuse charity, domestic abuse team, domestic violence
    worker, who bring a knife, who carry a knife, who bring knives, who carry knives, who bring weapons, who carry
    weapons, all to end in, wake up in the morning, wake up for school, wake up in time, wake up early, wake up on
    time, threatens to run away, threatens to run off, threatening to run off, to end in, end in tribunal, a tablet
    from, tablets late, tablets at the right, in bed all day, in bed, stuck in bed, out of bed, bed time, bed
    wetting, wet the bed, wets the bed, gaming in bed, bedwetting, stays in bed, sleeps in mum's bed, in his own
    bed, in her own bed, bed in, embedded, hit a wall, hit the wall, hit the roof, hit a brick wall, hitting a wall,
    hit the target, hit targets, hit the nail, hit rock bottom, hit it off, hit and miss, hit puberty, hit the
    ground, hits a wall, hits walls, hits the wall, hits the table, hit me up, hit a bump, hit home, hard hit, hit
    hard, hit our, killing it, kill two birds, kill time, killed off, killing time, dressed to kill, killing his
    confidence, killing her confidence, killing their confidence, killing his love, killing her love, is killing me,
    is killing him, is killing her, are killing me, is killing us, are killing us, killing me with, killing us, kill
    the mood, kills me that, killing our budget, overkill, dying to know, dying to see, dying to hear, dying to get,
    dying to try, dying for, dying to, to die for, die hard, never say die, die down, shot in the dark, shooting
    hoops, shoot hoops, give it a shot, best shot, worth a shot, photo shoot, shoot me an, shoot over, shoot an,
    shooting star, shot put, long shot, screen shot, shot at, a shot, basketball shooting, flu shot, shoot him an,
    shoot her an, shoot off, big shot, shooting up the list, shoot for, mug shot, touching base, touch base, touch
    typing, touches base, out of touch, in touch, get in touch, keep in touch, touch screen, finishing touches,
    touches on, touch on, touched on, touching on, soft touch, kept in touch, lost touch, stay in touch, touch
    point, personal touch, touched by, lose touch, does not like being touched, hates being touched, not like to be
    touched, being touched sensory, hate being touched, cannot bear being touched, can not bear being touched, not
    tolerate touch, light touch, touch everything, touches everything, touching everything, deep touch, touch rugby,
    abused as children, abused as a child, early neglect, neglect in early, early abuse, abused the system, abuse
    the system, abusing the system, abuse of the, abuse of process, abusing his position, substance abuse, abuse
    their position, abusive parent from, abusive parents, abusive parent, abusive emails, verbal abuse, verbally
    abusive, abusive language, abuse staff, abusing staff, abusive to staff, abusive towards staff, racist abuse,
    racial abuse, homophobic abuse, abuses staff, abusive to teachers, abuse from parents, abuse from a parent,
    abusive to the, abusive to his, abusive to her, abusive to other, abusive to us, cut out, cutting out, cuts out,
    cutting paper, cutting and sticking, cutting skills, cutting corners, cut off, cutting edge, cut to our, cuts
    to, budget cuts, budget cut, funding cuts, cut back, cutting back, cut and paste, cut price, paper cut, hair
    cut, haircut, cutting hair, cut her own hair, cut his own hair, cut her hair, cut his hair, clear cut, cut down
    on, cutting down on, cut the funding, funding cut, cut our, cut my hours, cut his timetable, cuts in, cut in
    funding, cut through, cut the red, job cuts, cut it in, cut funding, cut his food, cut up his, cut food, cutting
    food, cutting up food, cutting with scissors, help with scissors, skills with scissors, struggles with scissors,
    trouble with scissors, difficulty with scissors, work with scissors, stabbing pains, stabbing pain, drowning in,
    breathe when anxious, breathe when panicking, breathe when upset, power cut, short cut, make the cut, cut her
    hours, cut his hours, staffing cuts, hours cut, service cuts, been cut from, cut her nails, cut his nails,
    cutting nails, nails cut, cutting his nails, cutting her nails, burnt out, burn out, burned out, burning out,
    burns out, burning question, burning questions, burn off energy, burn off steam, crash and burn, burning
    bridges, burning issue, heart burn, burn off some, hanging by a thread, hangs by a thread, hanging around with,
    hanging on, hang on, hang out, hanging out, hangs out, get the hang, hanging in, hang in there, hang up, hangs
    around with, hanging over, left hanging, hanging up, pissed off, drunk water, milk drunk, attack of, asthma
    attack, asthma attacks, panic attack, panic attacks, anxiety attack, anxiety attacks, heart attack, attacks of
    anxiety, attack on funding, verbal attack, attack plan for revision, heart attacks, plan of attack, bites other,
    bites his nails, bites her nails, bite to eat, bit of, bit more, a bit, bites nails, little bit, bit late, every
    bit, bit by bit, biting his nails, biting her nails, kicks off, kick off, kicking off, kicked off, kicks off at,
    side kick, kick start, kickstart, kicks a ball, kick about, kick a ball, beat boxing, beat box, beat the odds,
    beat the traffic, beat the rush, beat the queue, beat the clock, beat the bullies, beat the bullying, beat him
    at, beat her at, beat them at, beats me, beat her at chess, beating himself up, beating herself up, beat himself
    up, beats himself up, beats herself up, off the beaten track, beat bullying, beaten track, beat it, beating the
    odds, beating the bullies, upbeat, beat up about, bomb out, bombed, bombed his, bombs out, photo bomb, bath
    bomb, costs a bomb, bombing, bomb disposal, bathbombs, bath bombs, like a bomb, bomb has hit, like a bomb site,
    love bomb, bombed in, bombed his mocks, acid reflux, stomach acid, amino acid, acid rain, folic acid, acid test,
    acids and, acids, gun noises, toy gun, toy guns, water gun, water guns, nerf gun, nerf guns, glue gun, glue
    guns, pretend guns, finger guns, jump the gun, jumping the gun, top gun, gun games, play guns, shooting games,
    gun play, heat gun, playing guns, jumped the gun, sticking to his guns, spud gun, cap gun, knife and fork,
    knives and forks, knife or fork, butter knife, palette knife, craft knife, knife skills, knife edge, plastic
    knife, knife arch, knife amnesty, knife bin, knife bins, fork and knife, use a knife, using a knife, hold a
    knife, use knives, knife crime, knives crime, weapons crime, gun crime, weapon search, knife angel, knife wand,
    under the knife, night knife, hold a fork, knife awareness, hammer home, hammer it, razor sharp, rollerblades,
    roller blades, shoulder blade, shoulder blades, grass blades, blades of grass, scissor skills, use scissors,
    using scissors, hold scissors, fight with scissors, safety scissors, scissors skills, left handed scissors, loop
    scissors, bag of scissors, water pistol, hammer toes, axe throwing, axed, axe the, axing, axe our, blade runner,
    strap line, strap in, weapons of maths, secret weapon, chip shop, under fire, fire away, set fire to it, fire
    drill, lockdown drill, missing lessons, missing lesson, missing school, missing education, missing out, missing
    in education, missing from education, missing children education, missing a lot, missing her dad, missing his
    dad, missing her mum, missing his mum, missing parents evening, children missing, child missing education,
    missing appointments, missing his, missing her, missing my, missing something, missing half, missing days,
    missing the, missing mum, missing dad, missing maths, missing english, missing so much, missing too much,
    missing work, missing deadlines, missing sessions, missing piece, missing homework, missing information, missing
    pieces, missing person protocol, missing education officer, missing data, missing friends, missing tutor,
    missing breakfast, missing lunch, missing home, missing class, missing classes, missing every, missing most,
    missing all her, missing all his, missing teeth, missing from lessons, missing from the register, missing from
    lesson, missing from class, missing from our, missing from my, missing from the list, missing from the
    directory, missing from the form, missing mondays, missing fridays, missing some, missing chunks, missing
    learning, missing meetings, missing documents, missing paperwork, missing bits, missing page, missing consent,
    missing form, missing forms, missing evidence, missing link, missing links, missing key, missing basic, missing
    basics, missing foundations, missing and deleted, missing pe, missing gcses, missing exams, missing support,
    missing from this, missing off, is missing from the form, missing from his file, missing from her file, missing
    from the map, what am i missing, what are we missing, what is missing, are we missing, am i missing, we are
    missing, i am missing, something missing, goes missing from lessons, goes missing in lessons, going missing from
    lessons, run away from lessons, runs away from lessons, run away with himself, run away with herself, runs away
    from adults, runs away from staff, runs away in pe, ran off with the ball, run away with ourselves, imagination
    run away, runs away with, runs off in class, runs away when asked, runs off with, runs away from the, runs away
    with her, runs away from work, nothing criminal, criminal justice, could hurt someone, might hurt someone, will
    hurt someone, hurt feelings, hurt his feelings, hurt her feelings, hurts his feelings, get hurt in pe, hurt his
    back, hurt her back, hurt his knee, hurt her knee, no hurt, hurts our, hurt at football, hurt his ankle, hurt
    her ankle, hurt in the playground, head losing it, losing it with, losing it, losing my mind, losing the will to
    live, lose the will to live, losing the will, lost the will, bruised ego, bruised egos, bruised apple, bruise
    easily, cruising for a bruising, budget took a, took a beating, taken a battering, taken a beating, head injury,
    brain injury, head injuries, injury plan, sports injury, sport injury, football injury, return from injury, nose
    bleed, nosebleed, nose bleeds, nosebleeds, heavy periods, period bleeding, bleeding gums, bleeding edge, drug
    education, drugs education, drug and alcohol, alcohol and drug, drugs and alcohol, drugs programme, adhd drugs,
    drug treatment, on medication, takes medication, taking medication, took medication, adhd medication, medication
    review, medication for, give medication, giving medication, administer medication, his medication, her
    medication, medicines policy, medication at, takes his medication, medication in school, adhd meds, meds review,
    tablet for, tablets for, ipad, tablet screen, samsung tablet, tablet to, tablets and ipads, tablet computer,
    tablets in class, chrome tablet, sleep medication, a tablet device, box of tricks, pack of resources, bitter
    pill, on tablets, android tablet, learning tablet, talking tablet, box of resources, box of cards, pack of
    cards, box of toys, packet of crisps, pack of pens, whole packet of biscuits, hotel chocolat, sold out, hiding
    to nothing, hide and seek, good hiding place, hiding under tables, hides under tables, hides under the table,
    hiding under the table, hides under, hiding under desks, hiding in the toilets, hides in the toilets, hides in
    the corridor, hiding in the corridor, hiding behind, hides behind, strike a balance, strike action, strong arm,
    armed with, armed forces, army, disarm, arms length, at arms length, armed services, raise the alarm, od, cod,
    cse maths, cse in, gcse cse, ted talk, groomed dog, dog grooming, dog groomer, groomed horse, groom horses, best
    man, groom the, well groomed, hair groom, horse grooming, tell tale, personal grooming, grooming and hygiene,
    grooming routine, hygiene and grooming, plug the gap, plug in, plug socket, plug a gap, plug gaps, ear plugs,
    earplugs, plugging gaps, plugging the, plugging in, plugged in, plug into, plugged into, remand home, cross
    country, country dancing, going country dancing, from another country, out of the country on, lines for, line
    manager, on line, help line, helpline, phone line, front line, advice line, trapping fingers, speed trap, trap
    doors, bear trap, poverty trap, trapped wind, parent shouted, mum shouted at, dad shouted at, shouted at the
    receptionist, drama, school play, play fighting, playfighting, food fight, fight for, fighting for, fighting
    fit, fighting the la, fight the la, pillow fight, fighting games, fights at lunch, fighting at lunch, fire
    fighting, firefighting, play fights, fighting a losing, fighting with, fighting over, snowball fight, bullet
    points, bullet point, bullet journal, bullet pointed, dodge a bullet, bite the bullet, dodged a bullet, magic
    bullet, silver bullet, trigger warning, trigger points, mental block, drop off point, drop in, drop off, drop
    out, drop outs, dropping out, drop ins, run for governor, run for office, running for, running for council, runs
    for charity, run for charity, runs for the door, run for the door, holding hands, hold his pencil, carry on,
    carrying on, carried on, carry over, carry out, executive function, execute the plan, executing the plan,
    deadline is killing, explosive temper, explosive outbursts, explosive outburst, explosive behaviour, explosive
    behaviours, explosive child, explosive, explosive meltdowns, slow death, sick to death, scared to death of,
    death by powerpoint, bored to death, tickled to death, worried to death, death certificate, dead end, dead good,
    dead line, dead set, drop dead gorgeous, dead on, dead proud, dead ends, dead keen, dead easy, dead quick, dead
    slow, dead happy, dead chuffed, dead helpful, dead clever, dead quiet, dead shy, dead naughty, dead behind,
    brain dead, over my dead body, near death with marking, nut allergy, anaphylaxis training, cpr training, first
    aid, first aid training, choking hazard, choking risk, choking policy, floppy limbs, low tone, seizure plan,
    seizures plan, epilepsy, absence seizures, absence seizure, seizure training, seizure record, seizure care,
    collapsed time table, collapsed timetable, collapsed curriculum, collapsed day, placement collapsed, marriage
    collapsed, roof collapsed, placement has collapsed, hot potato, threatening behaviour policy, threatened with
    exclusion, threatening to exclude, threatened to exclude, threatening exclusion, threatening to permanently,
    threatened with permanent, threatening to take him off, threatened to leave, threatened with eviction,
    threatening to quit, threatened with suspension, threatening to pull, threatened redundancies, threatening us
    with, threatening with a fine, threatening fines, threatened with a fine, threatened to take legal, threatening
    legal, threatened legal, scared of dogs, scared of spiders, afraid of dogs, scared of loud, scared of the dark,
    afraid of the dark, frightened of dogs, scared of failing, afraid of failure, scared of failure, scared of
    needles, afraid of getting it wrong, scared to ask, scared to try, afraid to ask, afraid we, am afraid, not
    afraid, afraid not, afraid to try, afraid he will, scared of balloons, scared of hand dryers, scared of fire,
    scared of thunder, scared of change, scared of big, scared of the toilets, scared of crowds, scared of school,
    scared of going to school, scared to come to school, afraid to come to school, scared to go to school, scared to
    leave mum, scared to leave home, worried about leaving home, anxious about leaving home, crying when mum, cries
    when mum, cries when dad, crying when dad, crying out for, cries every morning, cries at drop off, cries for
    mum, cries for his mum, cries for her mum, cries for dad, crying for mum, crying for her mum, clings to mum,
    worried about mum, worried about his mum, worried about her mum, worries about mum, anxious about mum, anxious
    about being away, upset when mum, upset when dad, refuses to leave home, refuses to leave the house, refusing to
    leave home, refusing to leave the house, not leave the house, refuses to go to school, refusing to go to school,
    asks to go home, asking to go home, begs to stay home, begging to stay home, wants to stay at home, begs to stay
    at home, working from home, home learning, home school, home schooling, home educated, home education, home
    tuition, elective home, home visit, home visits, home to school, home life, home language, bring home, tutor at
    home, learning at home, needs to be at home, stay at home, home number, home time routine, home time transition,
    nursing home, home office, home reading, home start, homestart, take home, refuses to do homework, refuse
    collection, refuses to come in, refuses to write, married couple, married name, getting married next, marriage
    guidance, marriage counselling, marriage breakdown, marriage break up, marriage broken, marriage has broken,
    their marriage, happily married, same sex marriage, husband and wife, engaged in, engaged with, engaged in
    learning, not engaged, more engaged, get engaged with, get parents engaged, parents engaged, keep him engaged,
    keep her engaged, keep them engaged, family engaged, dis engaged, stay engaged, disengaged, staying engaged,
    being engaged, get him engaged, get her engaged, mum engaged, dad engaged, parent engaged, engaged parents,
    sunny day, sunday lunch, high needs, high school, high functioning, high staff, high ratio, high risk, high
    time, high expectations, is high level, is high on the, high on our, high on my, high quality, junior high, high
    anxiety, is high priority, is high achieving, on a high, high profile, high levels, high absence, high energy,
    highest, high number, high on his, smells of smoke, smells of food, smells of cigarettes, had a few meetings,
    had a few goes, had a few, had a few days, wasted time, wasted hours, wasted an, wasted a, wasted so, time
    wasted, wasted journey, wasted trip, wasted money, wasted on, wasted lesson, wasted our, wasted my, smashed it,
    smashing it, smashed his, smashed her, smashed a window, smashes things, smashes up, smashes up the class,
    smashed up the classroom, smashing up the classroom, smashes up the classroom, smash up the classroom, smashing
    up classrooms, smashing things, smashed the window, smashes windows, smashing windows, hammered out, hammer out,
    plastered all over, plastered over, wrecked the classroom, wrecks the classroom, wrecked my classroom, wrecking
    the classroom, wrecks classrooms, wrecked classroom, wrecks the room, wrecked the room, trashes the classroom,
    trashed the classroom, trashing the classroom, trashes classrooms, stoned age, stone age, wasted resources, off
    the rails, off it goes, smashed his mocks, witch to, which witch, devil in the detail, play devils advocate,
    devil's advocate, devils advocate, speak of the devil, little devil, manic day, manic week, manic here, manic in
    school, manic term, sandwich, bitten off more, off rolled, off rolling, off site, day off, time off, off sick,
    off school, off timetable, off the record, off topic, off task, off by heart, one off, see off, put off, tail
    off, hands off, sign off, better off in, better off at, better off elsewhere, better off with, better off
    somewhere, better off being, better off out, not be here on, not be here for the meeting, will not be here next
    term, will not be here on, will not be here tomorrow for, will not be here for, will not be here on friday, will
    not be here on monday, i will not be here, she will not be here on, not be here next year, will not be here next
    year, not be here until, will not be here until, could not go on the trip, can not go on the trip, can not go on
    trips, can not go on school trips, can not go on the residential, can not go on like this, we can not go on, can
    not carry on with, can not carry on like this, can not carry on teaching, we can not carry on, school can not go
    on, can not cope any more with, we can not cope, staff can not cope, can not do this any more with, do without
    her, manage without him, manage without her, manage without me, without her in the room, without me there,
    without me having, without me in, without her mum, learn without, wants to disappear into, without her aid,
    wants to join in, want to join in, wants to join the, want to join the, wants to join a, want to join a, wants
    to join, want to join, wants to join us, want to join us, we want to join, i want to join, wants to join our,
    joining in, leave it with, exposed to, threat assessment, threat level, insider threat, cyber threat, under
    threat, threat of exclusion, threat of permanent exclusion, threat of eviction, threat of closure, place is
    under threat, his place is at risk, in danger of exclusion, in danger of being excluded, in danger of permanent
    exclusion, in danger of being permanently, in danger of losing, in danger of failing, in danger of becoming, in
    danger of missing, in danger of falling, in danger of breaking, no danger, in danger of breakdown, in danger of
    closing, danger of exclusion, in danger of slipping, in danger of perm, in danger of pex, in danger of having,
    in danger of being suspended, in danger of not, in danger of a, stranger danger, road safety, e safety, online
    safety, internet safety, safety plan template, road sense, danger awareness, no sense of danger, sense of
    danger, aware of danger, awareness of danger, unaware of danger, danger at all, dangers of, fire safety,
    understand danger, understanding of danger, does not see danger, fear of danger, feel safe in school, feel safe
    in class, feel safe at school, feels safe at school, feel safe in the, not safe for the trip, somewhere safe to
    calm, somewhere safe to go, somewhere safe to be, somewhere safe for, somewhere safe in, safe space, safe place,
    safe spaces, staff unsafe, safe touch, is that odd, something odd, the odd, an odd, bit odd, very odd, how
    odd, seems odd, looks odd, odd one, odd sock, odd socks, odd jobs, odd wobble, from the other side, save me
    from this, save me from the, save me time, know where to get, know where to start, know where to turn, know
    where to put, know where to send, idea where to start, get him in from, get her in a, get him in a
"""
"""Words of danger do not count where they stand in one of these."""

NOT_TYPOS = """
    willi prader taster tasters unloved sept oct nov aug jul feb mon tue tues thur thurs fri vape vapes vaping vaped
    ebsa senco sencos semh camhs send slcn asd asc adhd ehcp ehcps ehcna mash mat mats dsl ddsl lado pru prus cpd
    inset pshe rshe kcsie cme cin lac cla pep peps iro tac taf tafs cp eal sendiass sendco fap emhp mhst mhsts elsa
    elsas elsa's salt slt ofsted academisation dfe nhs gp gps hlta slt ht dht aht ta tas la las ep eps ot ots
    snapchat insta tiktok roblox fortnite minecraft youtube ipad ipads xbox chromebook whatsapp facebook discord
    online offline app apps email emails website webinar webinars podcast google zoom teams dyspraxia dyslexia
    dyscalculia neurodiverse neurodivergent neurodiversity neurotypical autistic autism asperger aspergers makaton
    pecs thrive boxall fasd pda odd ocd arfid dyspraxic dyslexic epipen continence toileting soiling timetable
    timetables dysregulated dysregulation regulate coregulation kinship outreach inreach sixth keyworker keyworkers
    multiagency interagency childminder childminders gcse gcses btec btecs sats mocks phonics reintegration pex
    pexed exclusions suspensions attendance truancy truanting truant sendiass safeguarding parentcarer carer carers
    pastoral nurture nurturing bromcom arbor cpoms sims oldham hackney sutton leeds newham lambeth southwark
    worcester worcestershire sussex barking dagenham waltham manchester redditch malvern pupil pupils
    natter natters nattered nattering witter wittering blather blathering telly footy nightie wellies wellingtons
    mouthy lovey matey girly techy toasty tizzy stripey stripy thingy tween tiered twisty trier rounders playgroup
    nutter nutters banger bangers bolter biter biters blocker bendy beaut bosh brill chunder clumpy conker cooker
    cookers cookery corker cubby curricular dippy dodge docker dumper drat droplets eaters faffing
    farrier fave fobbed footer foundational gamers giver goer goers halal hatchling hols hider hob holey hubby
    intersex invitees jitter jinks kart karts kips lender lettings mags manky maxi midden mincer missy mopey
    morse moshing mutism naan nelly panto passers percentile pings pram prams prang prat presenters puce pyjama
    raver rappers reintegrating resourced righto rovers ruck rucks sakes scuppered screed sharer shorty sightings
    skint slayer smasher snog soaker spam splayed squished stacker stamper stinky stationers stoats swot sunburst
    tickler touchline tutting underway unaligned unbothered unis unlit unmapped unmentioned unrated unheated
    untapped viking waders whinging whisperer witchy worktop worktops wracking wonk yappy yurt yurts zine zines york
    concussed deferral deferrals adoptee adopter behaviourist headteachers yammering wheeler stopcock stopcocks
"""
"""Words of today, and of everyday talk, that the dictionary lacks, and that are near to a word of danger."""
