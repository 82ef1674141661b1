"""The words of danger: lists of words and phrases, separated by commas, for safeguarding leads to read.

`punch+es+ed+ing` stands for punch, punches, punched, punching. Typos, missing spaces and accents need no entry.
"""

from __future__ import annotations

# fmt: off
EXPANSIONS = {
    "nowt": "nothing", "owt": "anything", "summat": "something", "nuffin": "nothing", "nuffink": "nothing",
    "its": "it is", "nae": "no", "wi": "with", "boyf": "boyfriend", "boyfren": "boyfriend", "bfriend": "boyfriend",
    "bairns": "children", "weans": "children", "wean": "child", "tho": "though", "themselfs": "themselves",
    "abit": "a bit", "alot": "a lot", "mins": "minutes", "tonights": "tonight is", "tonight's": "tonight is",
    "boyfriend's": "boyfriend is", "someones": "someone is", "someone's": "someone is", "hes": "he is",
    "shes": "she is", "he's": "he is", "she's": "she is", "he'll": "he will", "she'll": "she will",
    "theyre": "they are", "they're": "they are", "im": "i am", "i'm": "i am", "ive": "i have", "i've": "i have",
    "theyll": "they will", "they'll": "they will", "he'd": "he would", "she'd": "she would", "it's": "it is",
    "they've": "they have", "we've": "we have", "weve": "we have", "we're": "we are", "you're": "you are",
    "i'd": "i would", "i'll": "i will", "we'll": "we will", "they'd": "they would", "there's": "there is",
    "theres": "there is", "that's": "that is", "thats": "that is", "it'll": "it will", "somebody": "someone",
    "mustnt": "must not", "needs2": "needs to", "shouldve": "should have", "theyve": "they have", "who's": "who is",
    "whos": "who is", "what's": "what is", "whats": "what is", "shell": "she will", "wanna": "want to",
    "wana": "want to", "wants2": "wants to", "gonna": "going to", "gona": "going to", "gunna": "going to",
    "gunnu": "going to", "gna": "going to", "wiv": "with", "nite": "night", "2nite": "tonight", "tonite": "tonight",
    "2day": "today", "2moro": "tomorrow", "2morrow": "tomorrow", "tmrw": "tomorrow", "tmoz": "tomorrow",
    "tomoz": "tomorrow", "u": "you", "ur": "your", "n": "and", "2": "to", "cos": "because", "bcos": "because",
    "bc": "because", "sez": "says", "sed": "said", "sayin": "saying", "dat": "that", "dis": "this", "da": "the",
    "teh": "the", "hte": "the", "hm": "home", "wont": "will not", "won't": "will not", "cant": "can not",
    "can't": "can not", "cannot": "can not", "dont": "does not", "don't": "does not", "doesnt": "does not",
    "doesn't": "does not", "didnt": "did not", "didn't": "did not", "isnt": "is not", "isn't": "is not",
    "aint": "is not", "ain't": "is not", "hasnt": "has not", "hasn't": "has not", "havent": "has not",
    "haven't": "has not", "wasnt": "was not", "wasn't": "was not", "shouldnt": "should not",
    "shouldn't": "should not", "wouldnt": "would not", "wouldn't": "would not", "arent": "are not",
    "aren't": "are not", "couldnt": "can not", "couldn't": "can not", "do": "does", "nt": "not", "nvr": "never",
    "abt": "about", "frm": "from", "skool": "school", "skl": "school", "sch": "school", "schl": "school",
    "yr": "year", "yrs": "years", "bf": "boyfriend", "gf": "girlfriend", "anymore": "any more",
    "urself": "yourself", "hisself": "himself", "theirself": "themself", "msg": "message", "msgs": "messages",
    "msging": "messaging", "pic": "photo", "pics": "photos", "piccies": "photos", "chd": "child", "ch": "child",
    "chn": "children", "stud": "student", "yp": "young person", "sum1": "someone", "some1": "someone",
    "any1": "anyone", "no1": "no one", "noone": "no one", "nobody": "no one", "everybody": "everyone",
    "ev1": "everyone", "evry": "every", "evryday": "every day", "everyday": "every day", "bin": "been",
    "havin": "having", "goin": "going", "cuttin": "cutting", "hittin": "hitting", "killin": "killing",
    "hurtin": "hurting", "touchin": "touching", "takin": "taking", "dealin": "dealing", "carryin": "carrying",
    "harmin": "harming", "beatin": "beating", "batterin": "battering", "missin": "missing", "drinkin": "drinking",
    "scard": "scared", "sueside": "suicide", "suiside": "suicide", "sewerside": "suicide", "sucide": "suicide",
    "suicidle": "suicidal", "nife": "knife", "nifes": "knives", "luv": "love", "mums": "mum", "dads": "dad",
    "mum's": "mum", "dad's": "dad", "stepdads": "stepdad", "uncles": "uncle", "brb": "back", "rly": "really",
    "wat": "what", "wot": "what", "atm": "right now", "rn": "right now", "asap": "now", "b": "be", "r": "are",
    "cud": "could", "wud": "would",
}
"""Text speak and short forms, as the words that they stand for."""
# fmt: on

CONCEPTS: dict[str, str] = {
    # who
    "CHILD": """
        child, twins, twin, little ones, triplets, children, kid+s+dy+dies, pupil+s, student+s, boy+s, girl+s,
        lad+s, lass, son, sons, daughter+s, toddler+s, baby, babies, infant, newborn, bairn, little one, little man,
        teenager, teen, youngster, young person, sister+s, sibling+s, brother, tutee, foster child, lac, niece,
        nephew, friend, classmate, year old, yo, grandson, granddaughter
    """,
    "ONE": """
        he, one of ours, one of our, y1, y2, y3, y4, y5, y6, y7, y8, y9, y10, y11, y12, y13, year, yrs, reception,
        sixth former, twins, twin, little ones, siblings, neighbours, she, him, her, his, me, my, i, child, kid,
        pupil, student, boy, girl, lad, lass, son, daughter, toddler, baby, little one, teenager, sister, brother,
        year old, yo, y/o, them, they, young person, someone, one of my, friend, boys, girls, lads, kids, children
    """,
    "VICTIM": """
        him, sixth former, sixth formers, teenager, teenagers, twins, twin, little ones, her, me, them, us, child,
        children, kid, kids, pupil, pupils, student, boy, girl, lad, son, daughter, toddler, baby, babies, sister,
        brother, little one, girls, boys, students, stepson, stepdaughter, siblings, my, young person, each of them,
        year old, someone, face, arm
    """,
    "HE": "he, she, they, i, we, who, pupil, pupils",
    "KIN": """
        dad, daddy, father, stepdad, step dad, step father, stepfather, stepmum, step mum, stepmother, mum, mummy,
        mam, mom, mother, parent, parents, uncle, auntie, aunt, aunty, grandad, granddad, grandpa, nan, nanna, gran,
        grandma, grandfather, boyfriend, partner, husband, ex, carer, carers, foster carer, foster mum, foster dad,
        guardian, older brother, big brother, elder brother, stepbrother, step brother, half brother, cousin,
        brothers, babysitter, childminder, family friend, lodger, neighbour, dads, mums, daddies, mums fella, fella,
        bloke, man, men, family, imam, godfather, someone at home, granny, nana, pops, mum's mate, dad's mate,
        family member, relative, relatives, grandparent, grandparents, sister's boyfriend, godmother, host family,
        nanny, au pair, abba, ammi, abbu, mamma, papa, pa, ma, adult at home, her old man, stranger
    """,
    "MAN": """
        dad, daddy, father, stepdad, step dad, stepfather, step father, boyfriend, partner, husband, ex, fella,
        bloke, brothers, uncle, hubby, old man
    """,
    "WOMAN": """
        mum, mummy, mam, mom, mother, her, wife, me, gran, nan, partner, girlfriend, stepmum, mother's, nanna
    """,
    "KILL_KIN": "dad, father, brothers, uncle, uncles, stepdad, mum, family, husband, parents, ex, boyfriend",
    "STAFF": """
        line manager, manager, boss, head of department, nursery worker, childcare worker, choirmaster, midday
        assistant, dinner ladies, teacher+s, ta, tas, teaching assistant, coach, supply, our head, the headteacher,
        staff, member of staff, staff member, colleague, caretaker, tutor, taxi driver, escort, bus driver, minibus
        driver, lunchtime supervisor, dinner lady, midday supervisor, sir, miss, deputy, head of year, headteacher,
        head teacher, mr, mrs, ms, key worker, keyworker, lsa, volunteer, governor, cover supervisor, technician,
        site manager, music teacher, hlta, mentor, learning mentor, playworker, care worker, support worker, bus
        escort, scout leader, leader, chaplain, priest, vicar, youth worker, social worker, pastor, instructor,
        driver
    """,
    "ANYONE_ELSE": """
        someone, somebody, man, men, boy, boys, older, lad, lads, stranger, adult, kid, kids, brother, he, cousin,
        neighbour, classmate, pupil, year old, y11, y10, y9
    """,
    "PERSON": """
        him, her, me, us, them, someone, everyone, teacher, teachers, mum, dad, sister, brother, people, class, kid,
        kids, girl, boy, pupil, pupils, student, students, you, his, my, ta, staff, head, other, another,
        headteacher, family, person, all, anyone, each, children, child, himself, herself, themselves, myself,
        themself, wife, baby, boyfriend, girlfriend, gf, classmates, classmate, stepdad, uncle
    """,
    "SELF": """
        himself, herself, themselves, themself, myself, hisself, yourself, self, her self, him self, my self, urself
    """,
    # violence
    "HIT": """
        hit+s+ting, spat, spits, spitting, punch+es+ed+ing, slap+s+ped+ping, smack+s+ed+ing, beat+s+en+ing, beats
        up, batter+s+ed+ing, bashed, thump+s+ed+ing, whack+s+ed+ing, wallop+s+ed+ing, strangl+e+es+ed+ing,
        chok+ed+es+ing, throttl+ed+es+ing, shook, shaken, whip+s+ped+ping, lashes, thrash+ed+es, belted, belts,
        spank+s+ed+ing, hurts, hurting, hurt, kick+s+ed+ing, kicks in, headbutt+s+ed, lamped, lamps, caned, canes,
        burns, burnt, burned, burning, scalded, bites, bit, smother+s+ed+ing, leathers, leathered, clouts, clouted,
        clips round, laid hands, lays hands, raised his hand, raises his hand, raised her hand, raises her hand,
        pinned, attack+s+ed+ing, assault+s+ed+ing, knock+s+ed about, knocks around, knocking about, stamp+ed+s on,
        pour+ed boiling, stubb+ed+s out, drowned, torture+s+d, uses the belt, used the belt, gives the belt, took
        the belt, with a belt, with the belt, with his belt, with a stick, with the slipper, with a slipper, with a
        shoe, with a wire, with a hanger, beat up, beating up, beaten up, roughed up, roughing up, knocks seven
        bells, gives a hiding, gave a hiding, a good hiding, knocks the, knocked out, twatted, decked, boots,
        booted, boot, clobber+s+ed+ing, clocked, floored, slaps about, slapped about, cracked, smashes
    """,
    "HIT_NOW": """
        grab+s+bed+bing, drag+s+ged+ging, shov+ed+es+ing, push+ed+es+ing, threw, throw+s+ing, pull+ed+s+ing,
        pinch+ed+es+ing, manhandl+ed+es+ing, yank+ed+s, squeez+ed+es
    """,
    "GETS": "being, been, gets, getting, get, got, was, is, be, are, has been",
    "HIT_PASSIVE": """
        hit, beaten, battered, slapped, punched, smacked, strangled, burnt, burned, hurt, whipped, belted, kicked,
        thrashed, shaken, abused, molested, raped, touched, groomed, exploited, trafficked, starved, locked,
        neglected, harmed, assaulted, caned, tortured, beat, tied
    """,
    "HIT_PASSIVE_SURE": """
        abused, molested, raped, groomed, exploited, trafficked, starved, beaten, battered, strangled, whipped,
        assaulted, tortured, radicalised, sexually abused, smacked about, knocked about, blackmailed, forced, pimped
    """,
    "BY": "by",
    "AT_HOME": """
        at home, home, indoors, in the house, in her house, in his house, in their house, in the flat, behind closed
        doors
    """,
    "HOME_VIOLENCE": """
        domestic abuse, domestic violence, dv at home, domestic incident, domestics, coercive control, domestic at
        home, wife beater, domestically abused, violent relationship, abusive relationship, abusive partner, abusive
        husband, abusive boyfriend, abusive ex, violent partner, violent ex, violent husband, violent dad, violent
        father, violent at home
    """,
    "SMASH": """
        smash+ed+es+ing up, smashed the house, trashed the house, kicked the door in, kicked the door down, put the
        windows through, wrecked the house, smashing the place, smashes the place, put her head, put his fist
        through
    """,
    "FIGHT": "fighting, row+ing, screaming at each other, shouting and",
    "INJURY": """
        bruis+e+es+ed+ing, black eye, black eyes, split lip, cigarette burn, cigarette burns, burn mark, burn marks,
        handprint, hand print, finger marks, fingermarks, fingerprints on, grab marks, belt mark, belt marks, bite
        mark, bite marks, welts, weals, carpet burn, rope marks, strangle marks, bust lip, busted lip, fat lip,
        thick lip, broken rib, broken ribs, blood in her pants, blood in his pants, blood in her knickers, blood in
        her underwear, slap mark, red marks, scald, scalds, burns on, burn on, shiner, marks round his neck, marks
        round her neck, unexplained mark, unexplained marks, unexplained injury, unexplained injuries, injuries,
        lash marks, whip marks, ligature marks
    """,
    "INJURY_SURE": """
        black eye, black eyes, split lip, cigarette burns, cigarette burn, burn marks, handprint, handprints, hand
        print, hand marks, finger marks, fingermarks, belt mark, belt marks, welts, bruises, bruising, bruised,
        strangle marks, rope marks, grab marks, unexplained bruises, unexplained injuries, fat lip, bust lip
    """,
    "PLAYGROUND": """
        playground, football, rugby, pe, accident form, climbing frame, climbing, trampoline, bike, scooter, bump
        note, ego, netball, dogs, dog, fire alarm, loud, noise, noises, balloons, hand dryer, thunder, banana,
        bananas, apple, fruit
    """,
    "MARKS": """
        mark, marks, cuts, cut, scars, scar, scratches, burns, lines, slashes, scabs, welts, sores, injury,
        injuries, burn, wounds, wound, lumps
    """,
    "BODY": """
        arm, arms, wrist, wrists, leg, legs, thigh, thighs, back, neck, face, cheek, tummy, stomach, body, chest,
        throat, shoulder, shoulders, ribs, ankle, ankles, bum, bottom, forearm, forearms, skin, hand, hands, ear,
        head, hips
    """,
    "BODY_CUT": """
        ankle, ankles, elbow, shin, shins, arm, arms, wrist, wrists, leg, legs, thigh, thighs, forearm, forearms,
        stomach, skin, body, throat, hips
    """,
    # sexual
    "TOUCH": """
        touch+es+ed+ing, fiddl+es+ed+ing, grop+es+ed+ing, fondl+es+ed+ing, kiss+es+ed+ing, interfer+es+ed+ing with,
        rub+s+bed+bing, feels up, felt up, feeling up, strok+es+ed+ing, fingered, fingers, grabbed, licks, licked
    """,
    "PRIVATE": """
        private parts, private part, privates, down there, willy, willies, winky, fanny, vagina, penis, dick, cock,
        boobs, boob, breasts, breast, tits, tuppence, minnie, foof, foo foo, between her legs, between his legs,
        between my legs, inappropriately, wrong way, funny way, where he should not, where she should not, where
        they should not, bits, secret place, special place, genitals, crotch, groin, bum, bottom, knickers, in her
        pants, in his pants, in my pants, down his pants, down her pants, down her trousers, sexually, rude bits,
        pee pee, noo noo, nether
    """,
    "SEXUAL_ABUSE": """
        rape, rapes, raped, raping, rapist, molest+s+ed+ing+er, nonce+s, paedo+s, pedo+s, paedophile, pedophile,
        paedophiles, sexually abused, sexually assaulted, sexually abusing, sexually abuses, sexually assaulting,
        sexual assault, sexual abuse, sexually touched, abused sexually, incest, fiddling with kids, kiddy fiddler,
        sexually active with, sexually exploited, sexual exploitation, child abuse, child abuser, indecent images,
        indecently, indecent, noncing, nonced, child porn, csam
    """,
    "BEDROOM": """
        comes into her room, comes in her room, comes into my room, comes in my room, comes into his room, comes in
        his room, goes into her room, goes in her room, gets in her bed, gets into her bed, gets in my bed, gets
        into my bed, gets in his bed, gets into his bed, gets in bed with, gets into bed with, climbs into, comes in
        at night, comes in when, came into her room, came into my room, came in my room, came in her room, into her
        bedroom at night, in bed with her, in bed with him, watches her in the shower, watches me in the shower,
        watches her undress, watches me change, films her, filmed her, filmed me, came into his room, came into
        their room
    """,
    "DOES_THINGS": """
        does things to, does stuff to, did things to, did stuff to, doing things to, doing stuff to, does bad things
        to, does rude things, did something to, done something to, done things to, done stuff to, does rude stuff,
        do things to, do stuff to, hurts her down, has sex with, having sex with, had sex with, forces himself,
        forced himself, make her do things, make him do things, make me do things, makes her do things, makes him do
        things, makes me do things, made her do things, made him do things, made me do things, made her touch, made
        him touch, made me touch, makes her touch, makes him touch, makes me touch, makes them do things, made them
        do things, gets her to do things, makes me do stuff, made me do stuff, makes her do stuff, made her do
        stuff, makes him do stuff, forces her to, forces him to, forces me to, plays a secret game, secret game,
        secret games, special game, special games, tickling game, our secret, their secret, special secret, not to
        tell anyone, not allowed to tell, keep it a secret, keep it secret, bad secret, naughty game, naughty games,
        rude game, do rude things, sleeps with her, slept with her, sleeping with her
    """,
    "KNOWS_SEX": """
        acts out sex, acts it out, acting out sex, about sex and, sexual knowledge, too much about sex, lot about
        sex, simulating sex, humping, sexualised language, describing sex, described sex, drew a penis, talking
        about sex, draws sex, drawing sex, sexualised drawings
    """,
    "PORN": """
        porn, porno, pornography, dirty videos, dirty films, rude videos, rude films, sex videos, sex films, naked
        videos, x rated, rude pictures, dirty pictures, nude pictures of children, photographs her, photographed her
        in
    """,
    "SHOWS": "show+s+ed+ing+n, makes, made, watch, films, filmed, sends, sent",
    # the child's own life
    "SELF_HARM": """
        self harm, selfharm, self harms, self harmed, self harming, self harmer, selfharming, self injury, self
        injuring, self injures, cutting again, cuts again, cutting themselves, self mutilating, sh again, self
        inflicted, cutter, harming herself, harming himself, harms herself, harms himself, harming themselves,
        harmed himself, harmed herself, harm herself, harm himself, harm themselves, harming themself, harm myself,
        harming myself, hurting herself on purpose, hurting himself on purpose, hurts herself on purpose, hurts
        himself on purpose, hurt myself
    """,
    "SELF_HARM_NOW": """
        self harming, selfharming, self harms, self harmed, cutting again, harming herself, harming himself, harming
        themselves, harms herself, harms himself, harmed herself, harmed himself, selfharms, selfharmed, self
        injuring
    """,
    "CUT": """
        cut+s+ting, slash+es+ed+ing, slit+s+ting, burn+s+ing+ed, burnt, carv+ed+es+ing, scratch+es+ed+ing,
        stab+s+bed+bing, slice+s+d, slicing, gouging, hack+s+ed+ing
    """,
    "BLEED": "bleed, bleeds, bleeding, bled, blood, bloody, raw",
    "RAZOR": """
        razor, razors, razorblade, razor blade, blade, blades, sharpener blade, pencil sharpener, compass, broken
        glass, lighter, sharps
    """,
    "SUICIDE": """
        suicide, suicidal, suicides, suicidality, sewerslide, sewer slide, unalive, unalived, unaliving, kms, kys,
        kill myself, wanting to die, parasuicide, suey, suiciding, commit suicide, suicidal thoughts, suicidal
        ideation
    """,
    "LIFE_END": """
        end it all, ending it all, end her life, end his life, end my life, end their life, ending her life, ending
        his life, ending my life, ended it all, ending it, end it tonight, end it today, end their own life, end his
        own life, end her own life, take her life, take his life, take my life, take her own life, take his own
        life, take my own life, take their own life, taking her life, taking his life, taking her own life, taking
        his own life, top himself, top herself, top myself, topping himself, topping herself, top themselves, do
        himself in, do herself in, do myself in, does himself in, does herself in, does myself in, finish himself
        off, end things, to end it, wants to end it, just end it
    """,
    "LIFE_ENDED": """
        took his own life, took her own life, took their own life, taken his own life, taken her own life, killed
        himself, killed herself, hanged himself, hanged herself, hung himself, hung herself, took his life, took her
        life, died by suicide, completed suicide, committed suicide, lost to suicide, suicide in the family, ended
        his life, ended her life, death by suicide, suicide of, after suicide, after a suicide, after the suicide
    """,
    "KILL_SELF": """
        kill, kills, killing, kil, hang, hangs, hanging, hung, drown, drowning, shoot, stab, poison, poisoning,
        strangle, strangling, choke, choking, gas, suffocate, suffocating, murder, off, cut, hurt, jump
    """,
    "WANT": """
        want, wants, wanted, wanting, wish, wishes, wished, wishing, rather, hope, hopes, ready, better off, going,
        threatening, threatened, threatens, thinking of, thinking about, thought about, thoughts of, trying, tried,
        planning, plans, plan, prefer, deserve, deserves, might as well, love, like, ask, asked, asking, prays,
        praying
    """,
    "DIE": """
        die, dead, dying, dieing, dy, been dead, death, not be alive, not exist, not alive, stop existing, never
        been born, not been born, never born, was not born, not here, be gone, disappear forever, sleep forever,
        never wake, not wake up, disappear and never, vanish forever, go to heaven
    """,
    "BEING": "he, she, i, they, was, were, to, be, had, is, him, her, them, me",
    "NOT_BE_HERE": """
        can not live like this, not want to be here, not wanting to be here, not wanna be here, not want to be
        around, not want to be alive, not want to live, not want to exist, not want to go on, not want to wake up,
        not want to carry on, no longer wants to be here, no longer want to be here, never want to wake, no longer
        wants to live, tired of living, tired of being alive, sick of living, sick of being alive, hates being
        alive, hates her life, hates his life and, not be here much longer, not be here any more, not be here
        tomorrow, not be here next week, not be here for much, will not be around much, will not be around any more,
        will not be here, would not be here, not be around for, without me, without her in it, better off without,
        better without him, better without her, better if i was not, better if he was not, better if she was not,
        best if i was not, no point living, no point in living, no point being alive, no point being here, no point
        being, no point in being, no point going on, no point in life, nothing to live for, no reason to live, no
        reason to be here, not worth living, given up on life, give up on life, giving up on life, can not go on,
        can not carry on, can not take it any more, can not do this any more, can not cope any more, want it to
        stop, wants it all to stop, want it all to end, wants it all to end, wants it to end, want it to be over,
        wants it to be over, wants to disappear, want to disappear, wish i was not here, wished he was not here,
        wish to be dead, sleep and never wake, go to sleep and not, never waking up, not waking up, never wake up,
        not wake up, wish he had never been born, wish i was never born, in a better place soon, be with the angels,
        join him in heaven, join her in heaven, wants to be in heaven, want to be in heaven, wants to be with nan,
        be with grandad in heaven, be with nan in heaven, with her dad in heaven, with his dad in heaven, with mum
        in heaven, wants to be with his dead, wants to be with her dead, wants to join, want to join, and never wake
    """,
    "HEAVEN": "heaven, dead nan, dead dad, dead mum, dead brother, afterlife, the other side",
    "JOIN": "join, joining, be with, go with, see",
    "GOODBYE": """
        goodbye, bye forever, bye for ever, see you in heaven, final bye, bye bye forever, so long forever,
        goodnight forever, goodbyes, good bye, farewell, suicide note, last message, goodbye note, final message,
        last letter, her funeral, his funeral, my funeral, own funeral, letters to everyone, a will, last words,
        giving her things away, giving his things away, given his things away, given her things away, giving away
        her, giving away his, gives away his, gave away his, gave away her, given away her, given away his
    """,
    "SAY_BYE": """
        said, saying, says, say, texted, text, wrote, written, writing, left, leaving, posted, sent, messages,
        messaged, planned, planning, note, letter, letters, given, giving
    """,
    "OVERDOSE": "stomach pumped, overdose, overdosed, overdoses, overdosing, od, oded, odd on, od'd, o.d",
    "PILLS": """
        tablet, tablets, pill, pills, paracetamol, ibuprofen, calpol, medication, meds, bleach, pack of, box of,
        packet of, antidepressants, sleeping pills, nurofen, aspirin, poison, handful
    """,
    "TOOK": """
        took, saved, taken, take, takes, taking, swallow+ed+ing, drank, drunk, drink, drinking, necked, downed,
        hidden, hiding, stash+ed+ing, collecting, saving, stored, storing, stockpil+ed+ing, necking, loads of, load
        of, whole, overdose, has, counted
    """,
    "HANG": """
        noose, nooses, ligature, ligatures, hang herself, hang himself, hanging herself, hanging himself, rope
        round, rope around, round his neck, round her neck, around his neck, around her neck, round my neck, tie
        round, round their neck
    """,
    "TIE": """
        tied, tying, tie, ties, wrapped, wrapping, wraps, belt, rope, scarf, jumper, lace, laces, cord, put,
        putting, pulled, pulling, hands, hand
    """,
    "HEIGHT": """
        roof, over the barrier, railings, station, rooftop, bridge, ledge, window ledge, railway, train track, train
        tracks, tracks, train, motorway, multi storey, car park, cliff, traffic, balcony, top floor, window, river,
        platform, scaffolding, the line
    """,
    "JUMP": """
        jump+s+ed+ing, throw himself, throw herself, threw herself, threw himself, standing on, stood on, climbed,
        sat on, sitting on, is on, hanging off, step in front, stepped in front, walk into, walked into, running
        into, run into, lie on, ran into, runs into, run in front, ran in front, in front of, walk in front, walked
        in front, threatening, wrong side, edge, not come down, get down
    """,
    # danger from others
    "WEAPON": """
        ammonia, bleach spray, bottle of acid, knife, pepper spray, knives, knifes, blade, blades, machete,
        machetes, gun, guns, shank, shanks, shanked, sword, swords, firearm, pistol, zombie knife, flick knife,
        kitchen knife, pen knife, penknife, stanley knife, knuckle duster, knuckleduster, acid, bb gun, weapon,
        weapons, chete, rambo, rambo knife, axe, hatchet, crossbow, taser, corrosive, grenade, explosives, petrol
        bomb, strap, ching, screwdriver, baseball bat, hammer, bullets, bladed, shiv, rifle, revolver, shotgun,
        cleaver, stabbing weapon, scissors, pointed a
    """,
    "WEAPON_SURE": """
        machete, pepper spray, shank, gun, firearm, zombie knife, flick knife, kitchen knife, knuckle duster,
        knuckleduster, knife, knives, blade, weapon, rambo knife, pistol, bb gun, penknife, pen knife, shanks,
        blades, weapons, axe, sword, shiv, acid, stanley knife, samurai sword, guns, crossbow, taser, bladed
        article, chete, shotgun, rifle
    """,
    "CARRY": """
        carry+ing+ies, carried, has, got, have, having, had, brought, brings, bring, bringing, holding, pulled,
        pull, hidden, hid, hides, hiding, found, showed, showing, shows, shown, threatening, threatened, threatens,
        waving, waved, seen, saw, bought, keeps, flashing, flashed, buying, tucked, stashed, with, armed, swinging,
        running, selling, is, tooled, produced, packing, there is, took, taken, strapped, out, pulling, grabbed,
        posted, pics, photos, confiscated, dropped, throw, thrown, threw, use, get
    """,
    "PLACE": """
        bag, pocket, locker, school, class, classroom, coat, sock, waistband, rucksack, backpack, sleeve, trousers,
        jacket, desk, blazer, playground, gate, gates, site, bus, drawer, lesson, bedroom, bed, pillow, tray,
        toilets, premises, shoe, outside, home, snap, snapchat, insta, park, corridor, field, hall, reception,
        sports, pencil, case, pe, kit, hand, bottle, drink, office, building
    """,
    "NOW": """
        now, right now, today, tonight, this morning, this afternoon, just, currently, at the moment, again, still,
        this evening, last night, straight away, urgent, urgently, help, 999, emergency, immediately, yesterday,
        tomorrow, this week, weekend, later, after school, as we speak, this minute, lunchtime, monday, this
        lunchtime
    """,
    "EXCLUDED": """
        exclusion, excluded, exclude, excluding, pex, suspended, suspension, suspend, governors, panel, managed
        move, reintegration, expelled, perm ex, pex'd, permanently
    """,
    "KILL": """
        kill, kills, killed, killing, murder, murders, murdered, stab, stabs, stabbed, stabbing, shoot, shoots,
        shooting, shot, shank, shanked, behead, beheading, beheaded, slit, knifed, poison, bomb, bombing, wet up,
        cheff, dip, execute, slaughter, gut, burn alive, do in, finish off, shoot up, blow up, blow+ing up, drown,
        acid, petrol, set fire, torch, massacre, batter, smash
    """,
    "KILL_SURE": """
        kill, kills, killed, killing, murder, murdered, stab, stabbed, stabbing, stabs, shanked, behead, strangle,
        poison, slit, shoot, cheff, slaughter, drown, knife, burn, bomb
    """,
    "THREAT": """
        threat, threats, threaten, threatens, threatened, threatening, says, said, saying, say, going to, will,
        wants to, want to, wanted to, plan, planning, plans, plotting, posted, post, swears, swore, vowed, promised,
        told, tells, telling, would, could, might, tried, trying, list, who, about to, wrote, written, message,
        messages, messaged, text, texting, tries, coming to, try, vows, warned, talks about, talking about, bragging
    """,
    "DEATH_THREAT": """
        death threat, death threats, threats to kill, threat to kill, kill list, hit list, death list, hitlist,
        threatened to kill, threatening to kill, threats on her life, threats on his life, threat to life, price on
        his head, put a hit, green light on him, bomb threat, school shooting, school shooter, shoot up, shooting
        up, blow up, blowing up, blow the school, burn the school, burn it down, burn down, burn the house, mass
        shooting, columbine, shoot everyone, shoot them all, going to do a, manifesto, make a bomb, making a bomb,
        build a bomb, pipe bomb, petrol bomb, attack the school, attack on the school, attack the mosque, bomb the,
        suicide vest, martyr, martyrdom, join isis, joining isis, going to syria, go to syria, travel to syria, nail
        bomb, suicide bomber, terror attack, terrorist attack, jihad
    """,
    "EXTREME": """
        extremist, extremism, radicalised, radicalized, radicalising, radicalisation, isis, terrorist, neo nazi,
        nazi, far right, incel, beheading videos, terrorism, race war
    """,
    "BEING_DRAWN": """
        being, getting, been, watching, planning, attack, plans, weapons, weapon, violence, violent, hit, kill,
        says, talking, online, videos, stuff, fear, worried, think, obsessed, sharing, posting, joined, joining,
        join
    """,
    # afraid
    "SCARED": """
        scared, afraid, frightened, terrified, petrified, scares, frightens, fear, fears, fearful, feared, begging,
        begs, begged, refuses, refusing, dreads, dreading, cries, crying, sobbing, hiding, hides, shaking, shakes,
        trembling, flinches, flinch, flinching, wets himself, wets herself, cowers, cowering, nervous, panics,
        panicking, hysterical, anxious, desperate, wet herself, wet himself, worried, upset, distraught
    """,
    "GO_HOME": """
        go home, going home, goes home, go back home, home time, hometime, going back home, send her home, send him
        home, send them home, sent home to, sending her home, sending him home, get home, gets home, take him home,
        be home, being at home, being home, at home, collected by, picked up by, leave school, house, go back to,
        back to dad, go to dad, going to dad, stay with dad, stay at dad, mum finds out, dad finds out, dad comes
        home, dad gets home, dad will, family finds out, family find out, parents find out, if his dad, if her dad,
        weekend with dad
    """,
    "HOMEWARD": """
        go home, going home, goes home, home time, hometime, go back home, get home, gets home, send her home, send
        him home, send me home, send them home, sending him home, sending her home
    """,
    "NOT_SAFE": """
        not safe, unsafe, not feel safe, not feeling safe, not felt safe, never feels safe, never felt safe, not be
        safe, is in danger, am in danger, are in danger, in danger, in immediate danger, immediate danger, in real
        danger, at immediate risk, at risk of harm, at risk of serious harm, serious harm, at risk of significant
        harm, significant harm, immediate risk, in grave danger, not a safe home, her life is in danger, danger to
        himself, danger to herself, risk to life, not safe for him, not safe for her, keep her safe tonight, keep
        him safe tonight, safe tonight, somewhere safe, keep me safe, unsafe to go home
    """,
    "AT_SCHOOL": """
        in school, at school, to school, in class, classroom, playground, in lessons, in lesson, corridor,
        corridors, site, canteen, toilets, building, equipment, climbing, pe, in public, bus, buses, road, roads,
        crossing, transport, taxi, staff, trips, online
    """,
    "HINTS": """
        something bad happens, something bad happened, bad things happened, note saying help, mouthed help,
        something bad is happening, something bad happening, bad things are happening, bad things happening, things
        happening at home, things are happening at home, something happening at home, something is going on at home,
        something going on at home, things at home are bad, things are bad at home, bad things happen at home,
        happening at home, going on at home, get me out, get her out, get him out, get out of there, please help me,
        help me please, someone help me, need help now, save me, he hurts me, she hurts me, they hurt me, hurts me,
        hurt me, hitting me, hits me, touches me, touched me, beats me, hurting me, touching me, raped me, abuses
        me, abused me, abusing me, scares me, kill me, killing me soon, does not feel safe at home, not be left
        alone with, never wants to be alone with, not want to be alone with, does not want to be alone with, ring
        the police, rang the police, call the police, called the police, call 999, ring 999, rang 999, called 999,
        dial 999, phone 999, need an ambulance, needs an ambulance, call an ambulance, ambulance now, ambulance on
        way, need police, need the police, bad man, something terrible has happened, something terrible, walking on
        eggshells at home
    """,
    # cutting of girls, marriage by force
    "FGM": """
        fgm, female genital mutilation, female genital cutting, genital mutilation, genital cutting, female
        circumcision, sunna, sunnah cut, gudniin, halalays, tahur, khitan, infibulation, infibulated, cutting
        season, genitally mutilated, mutilation, sunna circumcision, kutairi, bondo, absum, khifad, circumcise,
        circumcised, circumcision
    """,
    "FGM_CUT": """
        be cut, to be cut, get cut, getting cut, been cut, being cut, have her cut, had her cut, have it done, get
        her done, cut her, cut the girls, cut like her, the cut, cut down there, cut in, her cut, was cut, cutting,
        cut, sewn up, sewn, stitched, cleaned, purified, made clean, made pure
    """,
    "CEREMONY": """
        ceremony, ceremonies, ritual, become a woman, becoming a woman, made a woman, a real woman, becomes a woman,
        rite of passage, special party, purification, special procedure, special trip, special operation, special
        celebration, womanhood
    """,
    "ABROAD": """
        abroad, somalia, somaliland, sudan, egypt, gambia, the gambia, mali, nigeria, kenya, eritrea, ethiopia,
        sierra leone, pakistan, bangladesh, india, kurdistan, iraq, afghanistan, yemen, guinea, back home, overseas,
        fly, flies, flying, flight, flights, plane, passport, holidays, holiday, summer, africa, kashmir, turkey,
        iran, syria, ghana, senegal, djibouti, tickets, airport, mirpur, sylhet, home country, lahore, country
    """,
    "MARRY": """
        marry, marries, married, marrying, marriage, marriages, wed, wedding, husband, engaged, engagement, bride,
        rishta, nikah, nikkah, wife, betrothed, bethrothed, groom, arranged marriage
    """,
    "FORCE": """
        force, forced, forces, forcing, made to, make her, making her, make him, making him, makes her, being made,
        being sent, against her will, against his will, no choice, has to, have to, got to, gotta, must, promised,
        arranged, arranging, arrange, not want to, found her, found him, found, chosen, picked, chose, choose,
        choosing, sold, selling, taken, taking, sending, sent, pressure, pressured, pressuring, lined up, planning,
        booked, refuses, refused, refuse, scared, afraid, terrified, underage, cousin, older man, her cousin,
        stranger, never met, marrying her off, marry her off, married off, off to, trying to, worried, fears,
        threatened, threatening
    """,
    "FORCED_MARRIAGE": """
        forced marriage, forced marriages, child marriage, child bride, married off, marry her off, marrying her
        off, marry him off, forced to marry, forced to wed, force her to marry, made to marry, make her marry,
        making her marry, found her a husband, found a husband for, arranged to marry, marry her cousin, marry his
        cousin, marry a cousin, marry an older man, marry a man, marry someone she, marry a stranger, forced into
        marriage, forced into a marriage
    """,
    "YOUNG": """
        girl, y7, y8, y9, y10, y11, y12, y13, year, 12, 13, 14, 15, 16, 17, pupil, student, daughter, sister, her,
        teen, teenager, lass, she, i, me
    """,
    "HONOUR": """
        honour killing, honour based, honour abuse, honour violence, honor killing, honor based, dishonoured,
        dishonour, dishonoured the family, shamed the family, shame on the family, brought shame, bring shame,
        family honour, bringing shame, izzat, hbv, hba, family will disown and
    """,
    "PASSPORT": """
        taken her passport, took her passport, taken my passport, hidden her passport, taken his passport, one way
        ticket, one way tickets, one way flight, took my passport, hid her passport, one way to
    """,
    # gone
    "GONE": """
        gone missing, went missing, goes missing, going missing, go missing, missing since, reported missing, report
        missing, missing child, missing pupil, missing person, missing girl, missing boy, missing teenager, missing
        from home, missing from care, missing from placement, missing from her placement, missing from his
        placement, missing from the home, missing overnight, missing all night, missing again, missing episode,
        missing episodes, been missing, still missing, is missing, are missing, was missing, missing for, missing
        tonight, missing today, missing now, missing last night, ran away, runs away, run away, running away,
        runaway, ran off, run off, runs off home, runaways, went awol, gone awol, awol, disappeared, vanished,
        whereabouts unknown, whereabouts, not been seen, has not been seen, not seen since, last seen, nowhere to be
        found, lost a child, lost one of, lost a kid, lost a pupil, missing
    """,
    "GONE_SURE": """
        gone missing, went missing, missing since, reported missing, report missing, missing from home, missing from
        care, missing from placement, missing from her placement, missing from his placement, missing overnight,
        missing all night, missing person, still missing, missing again, ran away from home, run away from home,
        running away from home, runs away from home, run away from care, ran away from care, run away from
        placement, ran away from placement, not been seen, last seen, nowhere to be found, lost a child, lost a kid,
        whereabouts unknown, gone awol, been abducted, abducted, kidnapped, kidnap, abduct, abduction, snatched,
        snatch, taken by a stranger, not seen since, missing child, missing girl, missing boy, run away with, ran
        away with, ran off with, run off with, missing and, missing tonight
    """,
    "MISSED_THING": """
        school, lesson, lessons, session, sessions, education, class, classes, work, homework, appointment,
        appointments, days, mondays, fridays, out, lot, loads, pe, breakfast, lunch, break, assembly, mum, dad, nan,
        friends, friend, deadline, deadlines, bits, data, form, forms, page, pieces, paperwork, part, piece,
        information, home, her, his, register, parents, evening, tutor, registration, maths, english, learning,
        curriculum, teeth, tooth, meetings, meeting, teacher, country, family, phonics, half, foundations, skills,
        exams, gcses, chunks, email, section, consent, equipment, kit, something, support, services, opportunities,
        brother, sister, dog, cat, therapy, input, too, much, so, many, grandad, nana, child benefit, uniform,
        signature
    """,
    "NOT_FOUND": """
        can not find, not find, cant find him, have no idea where, has no idea where, no idea where, not know where,
        no one knows where, nobody knows where, no one has seen, not got home, not come home, not came home, never
        came home, never come home, not come back, not came back, never came back, not returned, never returned, not
        back yet, still not back, not back, still not home, not home yet, did not come home, not get home, not gone
        home, not turned up at home, never arrived home, never got home, not arrived home, never made it home, phone
        is off, phone off, not answering her phone, not answering his phone, lost sight of, where is she, where is
        he, not been home, has not been home, not slept at home, stayed out all night, out all night, stays out all
        night, staying out all night, not seen him, not seen her, no sign of, no trace
    """,
    "RAN": """
        ran out of school, ran out of the gate, run out of school, left the site, left site, left the school,
        escaped, climbed the fence, over the fence, legged it, bolted, absconded, absconds, absconding, abscond, ran
        off, run off, out of the gate, gone from, has gone, is gone, walked out, climbed over, scaled the fence, got
        out
    """,
    "PARTY": """
        card, cards, assembly, leaving us, leavers, party, retiring, moving, move, secondary, transition, new
        school, easter, summer, last day of term
    """,
    "SLEEPY": """
        lessons, lesson, class, morning, mornings, gaming, school, tired, alarm, time, early, melatonin, ipad
    """,
    "PAPER": """
        scissors, out, hair, nails, grass, cake, hours, funding, costs, corners, class, lessons, food, skills,
        sticking, la, council, staff, posts, budget, services
    """,
    "HAIR": """
        hair, fringe, nails, food, dinner, hours, off, out, down, up, benefits, money, contact, toast, funding, some
        slack
    """,
    "DAD_SAYS": """
        dad says he, dad said he, father says he, dad reports he, stepdad says he, dad tells me he, dad told me he
    """,
    "PE_KIT": """
        pe, swimming, toileting, toilet, nappy, continence, sensory, night terrors, nightmares, bedtime, soiling,
        will not sleep, dressing, asd, autistic
    """,
    "MOVING": """
        school, schools, house, on, forward, forwards, up, out, to, away, ehcp, referral, case, referrals, things,
        quickly, to emails, to calls, to our, to the
    """,
    "MISSED_CARE": "lesson, lessons, class, school, plan, order, review, home school, adults, staff",
    "CARE": """
        placement, placements, care, home, foster, hospital, unit, residential, foster home, children's home, care
        home
    """,
    # exploited
    "EXPLOITED": """
        trap house, traphouse, trap houses, bando, cuckooed, cuckooing, cunch, going country, gone country, goes
        country, went country, going ot, gone ot, gone cunch, going cunch, plugging, plugged up, shotting, shotter,
        shotted, trapping, trappin, drug running, running drugs, run drugs, runs drugs, drug runner, selling drugs,
        sell drugs, sells drugs, dealing drugs, deals drugs, selling weed, sells weed, dealing weed, selling coke,
        selling crack, carrying drugs, carry drugs, holding drugs, delivering drugs, moving drugs, dropping off
        packages, delivering packages, dropping packages, packages for, dropping off parcels, drug dealer, drugs
        for, drug debt, drug debts, debt bondage, owes a dealer, county line, county lines, line phone, burner
        phone, burner phones, burner, groomed, grooming, groomer, groomers, trafficked, trafficking, traffickers,
        pimp, pimped, pimping, sexually exploited, criminally exploited, cse, cce, modern slavery, sextortion,
        sextorted, prostitution, prostitute, escorting, sugar daddy, sugar daddies, bottle girl, olders, the olders,
        food for the, remand, going shop, taxing, sold for sex, sex for, gang raped, gang debt
    """,
    "EXPLOITED_SURE": """
        trap house, traphouse, bando, cuckooed, going country, gone country, goes country, going cunch, gone cunch,
        cunch, shotting, shotter, trapping, trappin, running drugs, runs drugs, run drugs, selling drugs, sells
        drugs, dealing drugs, deals drugs, carrying drugs, drugs for, drug debt, burner phone, burner phones, debt
        bondage, owes a dealer, sold for sex, being groomed, been groomed, groomed by, groomed online, being
        trafficked, been trafficked, sex for, gang raped, plugging, plugged, olders, pimped, sextorted, being
        exploited, been exploited, sugar daddy, being pimped, delivering packages, dropping packages, drop packages,
        drop off packages, packages for, parcels for, gang debt, holding drugs, delivering drugs, moving drugs, sell
        sex, selling sex, drug runner, drug running, going ot, groomer, selling weed for, dealing for, deals for,
        deal for, sell for, selling for, sells for, working for a dealer, running for, runs for a, run for a gang,
        shottin
    """,
    "DEAL": """
        dealing, deals, deal, selling, sells, sell, drop, drops, dropping, carry, carrying, delivering, running,
        hold, holding, stash, moving
    """,
    "DRUGS": """
        drugs, weed, coke, crack, heroin, cocaine, spice, ket, ketamine, packages, package, parcels, packs, gear,
        bud, wraps, mdma, pills, food, food for, white, b, brown
    """,
    "GANG": """
        gang, gangs, olders, elders, dealer, dealers, dealing, mandem, opps, youngers, drug dealers, older lads,
        older boys, older men, older man, older guys, men, big boys, the lads, top boys, them
    """,
    "OWE": """
        owe, owes, owed, owing, debt, debts, pay back, pay them back, pay off, work it off, working it off, made to,
        making him, making her, make him, makes him, forced, forcing, pressured, pressuring, threatening,
        threatened, scared, after him, after her, looking for him, waiting for him, waiting outside, jumped by,
        beaten, stabbed, hunting, chasing, recruited, recruiting, recruit, using him, hiding things, picking him up,
        picking her up, picked up, involved with, involved in, mixed up, running with, rolling with, in a gang,
        joined, part of a, protection
    """,
    "PHONES": """
        two phones, second phone, 2 phones, extra phone, several phones, three phones, to phones, other phone, new
        phone, phones, three mobiles, two mobiles, second mobile
    """,
    "CASH": """
        cash, lots of money, new trainers, designer, wads, expensive, new clothes, money from nowhere, jewellery,
        roll of notes, loads of money, gifts, presents, unexplained money, can not explain, unexplained, rolex,
        gucci, jordans, canada goose, moncler, new phone, nails done, new stuff
    """,
    "OLDER": """
        older boyfriend, older man, older men, older guy, older guys, older lad, older lads, older male, older
        males, older bloke, different men, random men, strange men, grown man, grown men, adult man, adult male,
        adult men, man she met, man he met, bloke she met, boyfriend is, boyfriend who is, her boyfriend, man
        online, men online, man from, guy she met, guy online, someone online, someone she met, someone he met,
        someone on, stranger online, strangers online, person online, a man, some man, some bloke, this man, unknown
        man, unknown male, unknown men, unknown males, man in a car, men in cars, men in a car, an adult, a guy,
        older person, old man, twice her age
    """,
    "ADULT_AGE": "",
    "YOUNG_AGE": "",
    "LURE": """
        hotel, hotels, airbnb, gift, gifts, present, presents, vodka, alcohol, drink, drugs, weed, money, cash,
        vapes, pick+s+ed up, picking her up, picking him up, picks her up, picks him up, picked her up, picked him
        up, taxi, taxis, car, cars, lifts, meet, meets, meeting, met, met online, flat, sex, sleeping with, sleep
        over, stay over, staying with, lives with, living with, nudes, photos, pictures, pay+s+ing, buys, buying,
        bought, pregnant, secret, gives, gave, parties, party, messaging, talking to, chatting, send, sends,
        sending, sent, video, webcam, roblox, snapchat, snap, insta, instagram, discord, tiktok, fortnite, going out
        with, dating, followed, following, approached, offered, waits, waiting, hanging around, hangs around,
        relationship, seeing, house, kissed, runs off, ran off, wants her, wants him
    """,
    "NUDES": """
        nude, nudes, deepfake, deepfakes, nood, noods, naked photo, naked photos, naked picture, naked pictures,
        naked video, naked videos, naked selfie, naked image, naked images, nude photo, nude photos, dick pic, dick
        photo, topless, sexual images, sexual photos, sexual pictures, sexual video, intimate images, intimate
        photos, explicit photos, explicit images, explicit pictures, nude images, revenge porn, naked ones, photos
        of herself, photos of himself, pictures of herself, pictures of himself, photos of her boobs, sext, sexts,
        sexted, onlyfans, only fans, fansly, rude photos, rude pictures, dodgy photos, underwear photos, naked,
        leaked, bra photo, bait out
    """,
    "SHARED": """
        shar+e+es+ed+ing, sent, send, sends, sending, going round, going around, gone round, round school,
        spread+ing, leak+ed+ing, post+ed+ing, blackmail+ed+ing+s, threaten+ed+ing+s, asked for, asking for, asks
        for, pressuring, pressured, made her, making her, wants, has, got, took, taken, of a, of his, of her, being,
        on snapchat, on snap, everyone, whole year, group chat, whatsapp, airdropped, airdrop, showed, showing,
        shows, screenshot, money, from, exposing, exposed, of herself, of himself, on the internet, online, selling,
        circulating, doing, account, sold, year
    """,
    "BLACKMAIL": "blackmail, blackmailed, blackmailing, blackmails, sextort, extorting, extorted, extort",
    # adults who are not safe
    "DRUNK": """
        drunk, pissed, hammered, wasted, sloshed, legless, plastered, intoxicated, paralytic, slurring, slurred, off
        his face, off her face, off his head, off her head, off their head, off their face, off his tits, off her
        tits, stinks of drink, stinks of booze, stinks of alcohol, stinking of drink, stinking of booze, stinking of
        alcohol, reeks of drink, reeks of booze, reeks of alcohol, reeked of alcohol, reeking of drink, reeking of
        alcohol, smells of drink, smells of booze, smells of alcohol, smelling of drink, smelling of alcohol, smelt
        of alcohol, smelled of alcohol, smell of alcohol, smelt of drink, smelled of drink, smell alcohol, smell of
        drink, smells of vodka, smells of beer, smells of wine, smelt of booze, smells of weed, stinks of weed,
        reeks of weed, stinks of vodka, stinks of wine, under the influence, high on, is high, are high, turned up
        high, turns up high, came in high, come in high, came high, looks high, looked high, seems high, as a kite,
        high as, stoned, passed out, can not stand, can hardly stand, can barely stand, barely stand, falling over
        drunk, staggering, wobbling, drink driving, drunk driving, drink drive, drunken, inebriated, bladdered,
        wrecked, trolleyed, tipsy, had a drink, had a few, been drinking, on drugs, on crack, on heroin, using
        heroin, using crack, off it, shooting up, injecting, spaced out, off her trolley, worse for wear, can not
        walk straight, ratarsed, smashed
    """,
    "DRUNK_STATE": """
        drunk, pissed, intoxicated, paralytic, stoned, hammered, sloshed, off his face, off her face, off his head,
        off her head, off their head, off their face, passed out, stinks of drink, stinks of booze, stinks of
        alcohol, reeks of alcohol, reeks of booze, reeks of drink, smelling of alcohol, smells of alcohol, smells of
        drink, slurring, turned up high, came in high, is high, as a kite, inebriated, on crack, on heroin,
        injecting, shooting up, under the influence, looks high
    """,
    "DRUNK_SURE": """
        drink driving, drunk driving, drunk and driving, drive drunk, driving drunk, stinks of drink, stinks of
        booze, stinks of alcohol, reeks of alcohol, reeks of drink, smells of drink, smells of alcohol, smelling of
        alcohol, smelled of alcohol, smelt of alcohol, drunk at pick up, drunk at pickup, drunk at the gate, drunk
        in charge
    """,
    "DRIVE": """
        driv+e+es+ing, drove, car, keys, wheel, pick+s+ed up, picking up, pickup, pick up, collect+s+ed+ing,
        collection, gate, gates, kids, children, child, baby, take, taking, home time, hometime, in charge,
        playground, reception, turned up, turns up, toddler, buggy, school run, every night, kid, son, daughter,
        now, today, again, home, him, her, outside
    """,
    "TAKE_CHILD": """
        trying to take, tried to take, trying to grab, tried to grab, trying to snatch, tried to snatch, taken from
        the playground, took a child, taken a child, take a child, grabbed a child, snatched, abduct, abducted,
        abduction, abducting, kidnap, kidnapped, kidnapping, trying to get into the school, trying to get in school,
        intruder, intruders, trying to lure, tried to lure, into his car, into a car, in his car, into a van, into
        his van, tried to get in, offering sweets, offered sweets, taken the kids and, refusing to give back,
        refuses to return, stolen the, not meant to have contact, not allowed contact, taking her out of the
        country, taking him out of the country, taking them out of the country, breach of court order, breaching,
        non molestation, restraining order
    """,
    "MAD": """
        psychotic, psychosis, delusional, possessed, demons, demon, the devil, hearing voices, voices are telling,
        voices telling, voices tell, voices in his head telling, voices in her head telling, exorcism, witch,
        witchcraft, manic, evil spirit, evil spirits, jinn, djinn, kindoki, deliverance
    """,
    # left, hungry, ill
    "ALONE": """
        home alone, left alone, left on his own, left on her own, left on their own, left him alone, left her alone,
        left them alone, leaves him alone, leaves her alone, leaves them alone, leaving him alone, leaving them
        alone, leaving her alone, leaves the kids, left the kids, left the baby, leaves the baby, leaving the baby,
        on their own at home, on his own at home, on her own at home, alone at home, alone in the house, alone in
        the flat, alone in the car, alone with the baby, alone all, no adult, no adults, by themselves, by himself,
        by herself, no parent, unattended, unsupervised, fending for, fends for, looking after the baby, looking
        after themselves, parents away, mum has gone away, gone on holiday without, left with, locked in the car,
        left in the car, left in a car, on his own in, on her own in, on their own in, abandoned, on their own, on
        her own, on his own, alone, nobody home, no one home, no one at home, no one in
    """,
    "ALONE_SURE": """
        home by themself, home by themselves again, home alone, left alone at home, left alone in the house, left
        alone all, left on their own at, on their own at home, on his own at home, on her own at home, alone in the
        house, alone in the flat, alone in the car, alone all night, alone all weekend, left in the car, left in a
        car, abandoned by, abandoned, abandoned her, abandoned him, home on his own, home on her own, home on their
        own, home by himself, home by herself, home by themselves, alone overnight, fending for themselves, fending
        for himself, fending for herself, fends for himself, fends for herself, left the baby alone, leaves the baby
        alone, left baby
    """,
    "TIME_ALONE": """
        night, nights, overnight, weekend, days, evenings, house, flat, car, home, 3, 4, 5, 6, 7, 8, 9, three, four,
        five, six, seven, eight, nine, two, week, hours, pub, out, work, club, indoors
    """,
    "LITTLE": """
        baby, toddler, babies, infant, newborn, kids, children, 2, 3, 4, 5, 6, 7, 8, 9, 10, two, three, four, five,
        six, seven, eight, nine, ten, year old, siblings, brother, sister, month old, one, y1, y2, y3, y4,
        reception, nursery, boys, girls
    """,
    "HUNGRY": """
        begging for food, begs for food, begged for food, begging other, begs other, beg for food, no food for days,
        no food in, no food at home, not eaten for, not eaten since, not eaten in, has not eaten, not ate since, has
        not ate, not had food, not had any food, not been fed, never fed, not fed, not feeding, does not feed, does
        not get fed, does not give her food, does not give him food, not given food, no food, eating from bins,
        eating out of bins, eats from bins, eats out of the bin, food from the bin, food out of the bin, food from
        bins, out of bins, starving him, starving her, starved, being starved, emaciated, malnourished, skin and
        bone, skeletal, stealing food because, has no food, not eaten all, ribs showing, ribs sticking, scavenging,
        no food or, eat properly at home, not allowed to eat, not allowed food, withholds food, without food, no
        dinner for days, any food for, nothing to eat
    """,
    "DAYS": """
        days, since, week, weeks, friday, thursday, saturday, sunday, weekend, yesterday, monday, all day, 2 days,
        two days, three days, 3 days, house, home, begging, heating, electric, gas, cupboards, fridge, mum, dad,
        parents, night
    """,
    "FILTHY": """
        filthy, stinking, lice, nits, sores, maggots, faeces, urine, soiled, rags, rotten, infested, rats, dog mess,
        dog poo, needles, mouldy, crawling, unwashed, same nappy, nappy rash, untreated, wee soaked, flea bites,
        fleas, bedbugs, bare mattress
    """,
    "STARVING": """
        starving, starved, hungry, sores, maggots, no food, begging, losing weight, underweight, thin, bruises,
        freezing, no coat, no shoes, barefoot, crawling, rotten, urine, faeces, untreated, needles, rats, same
        clothes for
    """,
    "LOCKED": """
        locked in, locked him in, locked her in, locked them in, locks him in, locks her in, locks them in, locking
        him in, locking her in, locked me in, locks me in, locked up, locked in her room, locked in his room, locked
        in a room, locked in the, locked out, locked him out, locked her out, chained, tied to, tied up, ties him,
        ties her, tied him, tied her, in the cupboard, in a cupboard, in the shed, in the cellar, in the garage, in
        a cage, in the dark, in a dog crate, in a crate, shut in, shuts him in, shuts her in, not allowed out, not
        let out, kept prisoner, held prisoner, held against, held captive, imprisoned, not allowed to leave, kept
        indoors, kept in, not let her leave, never let out, thrown out of, chucked out, kicked out, kicked her out,
        kicked him out, sleeping in the park, sleeping rough, slept rough, sleeps rough, sleeping in a car, sleeping
        in the car, lives in the shed, sleeps in the shed, sleeps outside, made to sleep outside, made to sleep on,
        nowhere to sleep, nowhere to go tonight, on the streets
    """,
    "LOCK_CONTEXT": """
        mum, dad, stepdad, stepmum, parents, home, house, night, him, her, me, room, bedroom, cupboard, shed,
        cellar, garage, punish, punishment, days, hours, they, car, carer, tonight, uncle, auntie, foster, naughty,
        flat, toilet, child, kid, boy, girl, when, kids, family, nan, baby, teacher, ta, staff, streets, park,
        nowhere
    """,
    "COLLAPSED": """
        slumped, eyes rolling, eyes rolled, rolling back, not stop bleeding, waters have broke, waters have broken,
        waters broke, in labour, giving birth, stopped moving, not wake up, not wake her, not wake him, can not
        wake, not waking up, will not wake, not wakin up, unconscious, unresponsive, not responding, not breathing,
        stopped breathing, can not breathe, struggling to breathe, collapsed, blue lips, gone blue, turning blue,
        turned blue, lips are blue, gone floppy, floppy, bleeding heavily, bleeding badly, losing blood, pouring
        with blood, blood everywhere, having a seizure, having a fit, fitting now, still fitting, anaphylactic,
        anaphylaxis, choking, heart stopped, no pulse, cpr, electrocuted, hit by a car, knocked down by, run over,
        been stabbed, got stabbed, been shot, swallowed a battery, swallowed bleach, drank bleach, off a roof, fell
        from, head injury and, barely conscious, passed out, passes out, od'd, foaming, not come round, will not
        come round, rouse, lifeless, bleeding out, still breathing, not wake
    """,
    "WAKE": "wake, waking, woken, rouse, wakin, wakes",
    "NOT": "not, never, will, can not",
    "MEDICAL_PLAN": """
        epilepsy, epileptic, asthma, diabetes, diabetic, prescribed, plan, plans, care plan, trained, protocol,
        procedure, epipen training, jext, allergy, risk assessment, policy
    """,
    "UNCOLLECTED": """
        not been collected, has not been collected, not collected, not been picked up, no one has come to collect,
        no one has come to pick, no one has come for, no one came to collect, no one came to pick, no one is
        picking, no one picked, no one to collect, not turned up to collect, not come to collect, did not come to
        collect, never came to collect, still here and, still in the office and, uncollected
    """,
    # telling
    "TOLD": """
        told, tell, tells, telling, said, says, saying, disclosed, discloses, disclosing, disclosure, confided, let
        slip, whispered, wrote, written, overheard, admitted, drew, drawn, revealed, opened up, mentioned, reported,
        heard, drawing, claims, claimed, alleges, alleged, alleging, text, texted, note, blurted
    """,
    "DISCLOSED": """
        disclosed, disclosing, disclosure, discloses, made a disclosure, made an allegation, allegation against,
        allegations against, allegation about, allegation of, alleges, alleged, alleging, disclosed abuse, disclosed
        that, disclosing abuse, disclosures
    """,
    "ABUSE": """
        abuse, abused, abuses, abusing, abusive, abuser, abusers, neglect, neglected, neglecting, ill treated,
        mistreated, mistreating, mistreats, cruelty, cruel, maltreated, being harmed, harmed
    """,
    "ABUSED": """
        abused, abusing, abuses, abuser, molested, groomed, raped, sexually abused, ill treated, mistreated,
        maltreated
    """,
    "STAFF_WRONG": """
        sends messages, sent messages, sending messages, sends photos, sent photos, sends pictures, sent pictures,
        sends videos, texting her, texting him, texts her, texts him, messaging her, messaging him, messages her,
        messages him, snapchatting, snapchats, dming, dms, touching, inappropriate messages, inappropriate comments,
        inappropriate photos, inappropriately, having a relationship, in a relationship, sexual relationship,
        inappropriate relationship, flirting, flirts, flirted, lift home, lifts home, lift in his car, gift, gifts,
        presents for, buying her, buying him, buys her, swore at, humiliat+ed+es+ing, on his lap, on her lap,
        roughly, rough with, rough handled, by the arm, by his arm, by her arm, by the neck, by the scruff, by the
        collar, by the throat, by the hair, by the wrist, against the wall, hurt him, hurt her, hurt my, pinned,
        slammed, sexual, touched up, up her skirt, up his shorts, creepy, pervy, pervert, perv, comments about her,
        comments on her body, left a bruise, left bruises, left a mark, left marks, sleeping with, having an affair,
        kiss, kissed, kissing, so hard he, so hard she, sexually, locked in his, alone with her in, called her sexy,
        take his clothes, take her clothes, take off her, take off his, trunks off, clothes off, top off
    """,
    # what makes a mention an ordinary question
    "LEARNING": """
        training, trainings, train, trained, trainer, trainers for, policy, policies, workshop, workshops,
        awareness, lead, leads, programme, programmes, program, programs, curriculum, network, networks, talk,
        talks, session, sessions, course, courses, toolkit, toolkits, resource, resources, guidance, leaflet,
        leaflets, poster, posters, strategy, strategies, define, definition, stand for, stands for, mean, means,
        meaning, cpd, inset, webinar, webinars, briefing, briefings, service, services, prevention, anti, education,
        educate, pshe, rse, governors, charity, charities, project, projects, recovery, survivors, survivor,
        historic, historical, ages ago, years ago, screening tool, protocol, procedure, procedures, conference,
        speaker, speakers, assembly, assemblies, lessons, lesson, presentation, theatre, play about, group work,
        team, teams, forum, champion, champions, glossary, explain, pathway, pathways, advisor, adviser,
        coordinator, co ordinator, panel, what is, what are, who runs, who chairs, who leads, is there a, are there
        any, prevent, advocate, advocates, outreach, idva, partnership, refresher, level 3, statutory, kcsie,
        helpline, learning, teach, teaching, campaign, pilot, pilots, prevention work, e learning, elearning,
        learn about, research, steering, refuge, operation encompass, support group, scheme, refer, referral,
        referrals, help for mums, support for families, mentor, mentors, mentoring, initiative, counselling, therapy,
        referral form, support worker, support workers, statistics, stats, percentage, nationally,
        dissertation, essay, assignment, quiz, powerpoint, newsletter, handbook, audit, audits, jsna
    """,
    "TEACH": """
        training, policy, workshop, workshops, awareness, curriculum, course, cpd, inset, webinar, briefing,
        assembly, lesson, lessons, poster, leaflet, pshe, toolkit, definition, e learning, guidance, speaker,
        prevention, anti, talk, talks, programme, theatre, conference, session, sessions, resources, resource,
        project, lead, network, education, stand for, stands for, what is, what are, procedure, crime, drawings,
        drawing, toy, pretend, obsessed with, obsession, obsession with, interested in, plastic, nerf, water, games,
        game, video, films, fork, skills, cooking, food tech, kitchen, butter, cutlery, picture, art, dt, tech,
        search, arch, arches, amnesty, wand
    """,
    "BEREAVED_KIN": "attend, attending, mum, dad, nan, grandad, go to his, go to her, went",
    "SKILL": """
        costs, budget, paper, shape, shapes, scissors, out, hair, nails, down, back, hours, food, timetable
    """,
    "BEREAVED": """
        bereaved, bereavement, bereavment, grief, grieving, mourning, lost his, lost her, lost their, winston's
        wish, winstons wish, cruse, passed away, funeral, postvention, widow, memorial, anniversary, loss, sudden
        death, died, death
    """,
    "DEAD_KIN": """
        dad, father, mum, mother, brother, sister, uncle, aunt, auntie, cousin, grandad, nan, stepdad, friend,
        parent, parents, family, relative, sibling, husband, son, daughter, mam, mummy, daddy, partner, member
    """,
    "PAST": """
        years ago, last year, in the past, historic, historical, previously, used to, has left, who left, left him,
        have left, fled, now safe, years old when, when he was little, when she was little, as a baby, before
        adoption, before she was adopted, before he was adopted, early life, early trauma, moved away from,
        recovering from, past, adopted, settled here, moved here, now settled, new to our school, early neglect, as
        children, as a child, resettled, now in care, has been removed, lived with, exposed to, witnessed,
        experienced, survivor, former, two years, survived, months ago, refuge
    """,
    "OVER": """
        last term, last spring, last summer, last autumn, last winter, last september, discharged, years clear, months
        clear, years on, been well for, case finished, case closed, all dealt with, settled for, years back, recovered
    """,
    "FAIR": "fair, cross, country, fun",
    "FEAR_SURE": """
        flinch, flinches, flinching, flinched, cower, cowers, cowering, wets himself, wets herself, wet himself, wet
        herself, trembling, trembles, petrified, freezes, goes white, goes silent, shakes, goes rigid, curls up,
        hides under
    """,
    "BRUTAL": """
        strangl+e+es+ed+ing, chok+es+ed+ing, throttl+es+ed+ing, batter+s+ed+ing, beats, beat up, beats up, beating
        up, beaten up, whip+s+ped+ping, smother+s+ed+ing, stamped on, suffocat+es+ed+ing, molest+s+ed+ing,
        rap+ed+es+ing, tortur+es+ed+ing, thrash+es+ed+ing, belts, starves, starving, drugs, drugged, burns, burnt,
        scalded, poisons, poisoned
    """,
    "GENITAL": """
        willy, penis, vagina, fanny, cock, private parts, private part, privates, genitals, between her legs,
        between his legs, between my legs, down there, tuppence, foof
    """,
    "PUNISH": """
        cold bath, cold baths, cold shower, cold showers, ice bath, eat off the floor, eats off the floor, hot
        sauce, chilli in, soap in his mouth, soap in her mouth, wash his mouth out, wash her mouth out, kneel on,
        kneeling on rice, made to kneel, stand in the corner all night, made to stand, eat his own sick, eat her own
        sick, sick back up, dog bowl, dog food, sleep on the floor as, face in it, nose in it, held under, head
        under water, hold his head under, hot water on, boiling water, head down the toilet, nappy on his face
    """,
    "HANGING": """
        hanging around, hanging round, hangs around, watching, filming, taking photos, taking pictures, approached,
        approaching, offering, offered, followed, following, trying to talk, trying to get, trying to open, parked
        outside, lurking, exposed himself, flashed, flashing, masturbating, grabbed, kerb crawling
    """,
    "PRETEND": """
        tattoo, tattoos, topic, knights, knight, drew, draw, draws, drawing, drawings, castle, costume, story,
        history, romans, vikings, lego, minecraft, pretend, toy, toys, plastic, nerf, water, game, games, video,
        films, play, playing, obsessed with, obsession, museum, pirate, pirates, fancy dress, macbeth, shakespeare,
        role play, imaginary
    """,
    "BROKE": """
        broke, breaks, break, twisted, twists, twist, bent, bends, bit, bites, burned, burnt, burns, cut, cuts,
        squeezed, fractured, stood on, stands on, dislocated
    """,
    "STABBED": "stabbed, stabbing, stab wound, shanked, shot at, gunshot, machete attack, slashed, knifed",
    "TEEN_PREGNANT": """
        pregnant, pregnancy, love bites, love bite, missed her period, abortion, morning after pill, std, sti,
        chlamydia, gonorrhea
    """,
    "SCHOOLGIRL": """
        y6, y7, y8, y9, y10, year, girl, pupil, student, 10, 11, 12, 13, 14, 15, ten, eleven, twelve, thirteen,
        fourteen, fifteen, child, daughter
    """,
    "KIN_SUICIDE": """
        mum suicide, dad suicide, brother's suicide, sister's suicide, father's suicide, mother's suicide, uncle
        suicide, friend's suicide, parent's suicide, cousin's suicide, come to terms, coming to terms, whose dad,
        whose mum, whose father, whose mother, whose brother, whose sister
    """,
    "END_HINT": """
        tonight is the night, better off if she was, better off if he was, better off if i was, by the time you read
        this, will be dead, i will be gone, active plan, will not be around, would not be around, not be around any,
        picked a date, picked a day, set a date, chosen a date, sorry for everything, painless ways, painless way,
        painlessly, ways to die, quickest way to die, easiest way to die, how to die, how to kill, if i was not
        here, if she was not here, if he was not here, if i was not around, if she was not around, if he was not
        around, was not in it, were not in it, was not alive, in case something happens to, in case anything happens
        to, if anything happens to me, if something happens to me, when i am gone, when she is gone, when he is
        gone, once i am gone, after i am gone, remember me, love you all, will not see me, will not see him again,
        never see me again, will not have to worry about me, last day on earth, last day alive, final goodbye, miss
        me when, see another birthday, not make it to, hates living, hates life, hate my life, hates his life, hates
        her life, does not care if he lives, does not care if she lives, does not deserve to live, not deserve to
        live, burden to everyone, burden on everyone, everyone would be happier, everybody would be happier, world
        would be better, world a better place without, wish i could just stop, stop the pain, pain to stop, make the
        pain, rather be dead, no future, crossed the barrier, wrong side of the railings, wrong side of the barrier,
        live past
    """,
    "UNDRESS": """
        with nothing on, shirt was undone, top undone, flies undone, trousers off, trousers down, no top on, no
        knickers on, no pants on, no clothes, naked, undressed, undressing, undress, get changed, getting changed,
        gets changed, in the shower, clothes off, trunks off, knickers off, pants off, knickers down, pants down,
        take her clothes, take his clothes, take her top, takes her clothes, takes his clothes, strip, stripped,
        bra, in your bed, in her bed, in his bed, in my bed, in bed with
    """,
    "GIVEN_A_JOB": """
        drop, deliver, carry, hold, keep, hide, stash, transport, look after, pick up, drive, run, take
    """,
    "GOODS": """
        bags, bag, package, packages, parcel, parcels, stuff, packs, something for, weed, drugs, money, box,
        rucksack, gear, knives, phone, phones
    """,
    "SIEGE": """
        raging, aggressive, threatening, shouting, screaming, taking, demanding, smashing, violent, kicking off,
        wants to take, going to take, trying to take, banging, kick the door, refusing to leave, will not leave,
        furious, grabbing, snatch
    """,
    "ARRIVED": """
        turned up, turns up, outside, at the gate, at the gates, in reception, at school, here now, at the door, in
        the office, in the playground, on site
    """,
    "COME_ON": """
        coming on to, comes on to, came on to, perving, hitting on, hit on, makes me feel weird, creeps me out,
        creeping me out, weird with me, being weird with, makes me uncomfortable, makes her uncomfortable, makes him
        uncomfortable, makes her feel uncomfortable, looks at me, stares at me, stares at her, walks in on, leering,
        says i am sexy, calls me sexy, tries to kiss, tried to kiss, trying to kiss, asks for kisses, bad touch, bad
        touching, tickles me where, tickles her where
    """,
    "PROTECT": """
        protect, protecting, protects, protected, hide with, hides with, stand between, stands between, stood
        between, stepping in, steps in, defends, defending, in the middle of
    """,
    "NOT_HERE": """
        not arrived, not turned up, not made it, never arrived, never turned up, not shown up, not here yet, never
        showed, unaccounted for, unaccounted, not been seen, never got here, did not arrive, did not turn up, no
        trace, not come in but
    """,
    "PANTS": """
        pants, top, skirt, trousers, knickers, shirt, bra, dress, nappy, pyjamas, underwear, shorts, tights, blouse,
        pjs, boxers, leggings, jumper
    """,
    "FOUND_NOT_A_PLACE": """
        place, places, school, provision, support, help, tutor, anything, somewhere, form, file, file for, number,
        email, contact, details, placement, service, mentor, job, college
    """,
    "CRUEL": """
        worthless, evil, disgusting, waste of space, hates him, hates her, hate him, hate her, never wanted, a
        mistake, wishes he was dead, wishes she was dead, wishes he had never, wishes she had never, should have
        been aborted, piece of shit, unloved, fat pig, slag, whore
    """,
    "CARERS_NO": """
        refuse, refuses, refusing, refused, will not, not, never, decline, declined, stopped, withholding
    """,
    "TREATMENT": """
        a and e, hospital, ambulance, insulin, inhaler, treatment, medical help, dialysis, chemo, doctor, gp,
        surgery, blood transfusion
    """,
    "SLAVE": """
        slave, slaves, slavery, servant, made to work, forced to work, works all night, working all night, nail bar,
        car wash, domestic servitude, unpaid work
    """,
    "INTOXICATED": """
        took something, had something, taken loads of, swallowed something, drunk, off his face, off her face,
        passed out, spiked, unresponsive, taken something, had his drink spiked, overdosed, tripping, paralytic,
        hallucinating, taken a pill, taken pills, taken an edible, drink was spiked, out of it, off his head, off
        her head
    """,
    "STALKED": """
        stalking, stalked, stalker, stalks, followed home, following her home, following him home, followed her
        home, followed me home, harassing her, keeps turning up at
    """,
    "BEATING": """
        beating, hiding, kicking, slapping, thrashing, pasting, good smack, leathering, walloping, battering, good
        kicking, smack, slap, smacks, slaps, punch, the belt, the slipper, the stick, the cane, clip, clout, whack,
        backhander, pounding, the strap
    """,
    "LEARNING_ONLY": """
        training, policy, workshop, awareness, course, cpd, assessment, tool, template, toolkit, guidance, protocol,
        webinar, procedure, procedures
    """,
    "MORTAL": """
        nan, grandad, gran, mum, dad, pet, dog, cat, cancer, ill, illness, hospital, grandma, rabbit, hamster,
        others, parents, everyone, god, religion, re, war
    """,
    "KIDS_BED": """
        night terrors, nightmares, scared of the dark, cot, co sleeping, teddy, light, lights, toy, blanket, light
        on
    """,
    "TRAFFICKED": """
        is not her aunt, is not his aunt, not her real aunt, not his real uncle, not her real uncle, not related to
        her, no papers, has no papers, cleans all day, cooks and cleans all day, does all the cooking and cleaning,
        does not know her address, does not know her own address, does not know his own address, passed between
        adults, passed between families, passed around families, take her benefits, takes her benefits, works in the
        shop all night, works in the restaurant every night, never allowed out, never allowed to leave
    """,
    "SORE": "pain, hurts, sore, stings, burns, burning, hurting, itchy",
    "DOWN_THERE": "wee, wees, weeing, peeing, pee, toilet, down there, bottom, bum, front bottom",
    "IF": "if, when, in case, hypothetically",
}
