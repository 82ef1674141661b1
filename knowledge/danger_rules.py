"""When a child may be in danger: lists of words, and the patterns that they make. For safeguarding leads to read.

A list holds words and phrases, separated by commas; `punch+es+ed+ing` stands for punch, punches, punched, punching.
Typos, missing spaces and text speak need no entry of their own.

A pattern reads from left to right. `A >3 B`: B comes after A, with up to 3 words between. `A >>3 B`: the same, but
nobody else begins to act between them ("mum says *he* hits her" is not mum hitting). `A ~5 B`: either order. `A & B`:
anywhere in the message. `-X`: not when X stands near; `-12X`: within 12 words. `A|B`: either. Small letters are the
word itself, with `_` for a space. `->3 X`: not when X comes within 3 words after. A line that ends in \\ goes on.
"""

from __future__ import annotations

# fmt: off
EXPANSIONS = {
    "its": "it is", "nae": "no", "wi": "with", "boyf": "boyfriend", "boyfren": "boyfriend", "bfriend": "boyfriend", "bairns": "children", "weans": "children", "wean": "child", "tho": "though", "themselfs": "themselves", "abit": "a bit", "alot": "a lot", "mins": "minutes", "tonights": "tonight is", "tonight's": "tonight is", "boyfriend's": "boyfriend is", "someones": "someone is", "someone's": "someone is",
    "hes": "he is", "shes": "she is", "he's": "he is", "she's": "she is", "he'll": "he will",
    "she'll": "she will", "theyre": "they are", "they're": "they are", "im": "i am", "i'm": "i am",
    "ive": "i have", "i've": "i have", "theyll": "they will", "they'll": "they will", "he'd": "he would",
    "she'd": "she would", "it's": "it is", "they've": "they have", "we've": "we have", "weve": "we have",
    "we're": "we are", "you're": "you are", "i'd": "i would", "i'll": "i will", "we'll": "we will",
    "they'd": "they would", "there's": "there is", "theres": "there is", "that's": "that is", "thats": "that is",
    "it'll": "it will", "somebody": "someone", "mustnt": "must not", "needs2": "needs to",
    "shouldve": "should have", "theyve": "they have", "who's": "who is", "whos": "who is", "what's": "what is",
    "whats": "what is", "shell": "she will", "wanna": "want to", "wana": "want to", "wants2": "wants to",
    "gonna": "going to", "gona": "going to", "gunna": "going to", "gunnu": "going to", "gna": "going to",
    "wiv": "with", "nite": "night", "2nite": "tonight", "tonite": "tonight", "2day": "today", "2moro": "tomorrow",
    "2morrow": "tomorrow", "tmrw": "tomorrow", "tmoz": "tomorrow", "tomoz": "tomorrow", "u": "you", "ur": "your",
    "n": "and", "2": "to", "cos": "because", "bcos": "because", "bc": "because", "sez": "says", "sed": "said",
    "sayin": "saying", "dat": "that", "dis": "this", "da": "the", "teh": "the", "hte": "the", "hm": "home",
    "wont": "will not", "won't": "will not", "cant": "can not", "can't": "can not", "cannot": "can not",
    "dont": "does not", "don't": "does not", "doesnt": "does not", "doesn't": "does not", "didnt": "did not",
    "didn't": "did not", "isnt": "is not", "isn't": "is not", "aint": "is not", "ain't": "is not",
    "hasnt": "has not", "hasn't": "has not", "havent": "has not", "haven't": "has not", "wasnt": "was not",
    "wasn't": "was not", "shouldnt": "should not", "shouldn't": "should not", "wouldnt": "would not",
    "wouldn't": "would not", "arent": "are not", "aren't": "are not", "couldnt": "can not", "couldn't": "can not",
    "do": "does", "nt": "not", "nvr": "never", "abt": "about", "frm": "from", "skool": "school", "skl": "school",
    "sch": "school", "schl": "school", "yr": "year", "yrs": "years", "bf": "boyfriend", "gf": "girlfriend",
    "anymore": "any more", "urself": "yourself", "hisself": "himself", "theirself": "themself", "msg": "message",
    "msgs": "messages", "msging": "messaging", "pic": "photo", "pics": "photos", "piccies": "photos",
    "chd": "child", "ch": "child", "chn": "children", "stud": "student", "yp": "young person", "sum1": "someone",
    "some1": "someone", "any1": "anyone", "no1": "no one", "noone": "no one", "nobody": "no one",
    "everybody": "everyone", "ev1": "everyone", "evry": "every", "evryday": "every day", "everyday": "every day",
    "bin": "been", "havin": "having", "goin": "going", "cuttin": "cutting", "hittin": "hitting",
    "killin": "killing", "hurtin": "hurting", "touchin": "touching", "takin": "taking", "dealin": "dealing",
    "carryin": "carrying", "harmin": "harming", "beatin": "beating", "batterin": "battering", "missin": "missing",
    "drinkin": "drinking", "scard": "scared", "sueside": "suicide", "suiside": "suicide", "sewerside": "suicide",
    "sucide": "suicide", "suicidle": "suicidal", "nife": "knife", "nifes": "knives", "luv": "love", "mums": "mum",
    "dads": "dad", "mum's": "mum", "dad's": "dad", "stepdads": "stepdad", "uncles": "uncle", "brb": "back",
    "rly": "really", "wat": "what", "wot": "what", "atm": "right now", "rn": "right now", "asap": "now",
    "b": "be", "r": "are", "cud": "could", "wud": "would",
}
# fmt: on

CONCEPTS: dict[str, str] = {
    # ---- who
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
        line manager, manager, boss, head of department, nursery worker, childcare worker, choirmaster, midday assistant, dinner ladies, teacher+s, ta, tas, teaching assistant, coach, supply, our head, the headteacher, staff, member of staff,
        staff member, colleague, caretaker, tutor, taxi driver, escort, bus driver, minibus driver, lunchtime
        supervisor, dinner lady, midday supervisor, sir, miss, deputy, head of year, headteacher, head teacher, mr,
        mrs, ms, key worker, keyworker, lsa, volunteer, governor, cover supervisor, technician, site manager, music
        teacher, hlta, mentor, learning mentor, playworker, care worker, support worker, bus escort, scout leader,
        leader, chaplain, priest, vicar, youth worker, social worker, pastor, instructor, driver
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
    # ---- violence
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
    # ---- sexual
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
    # ---- the child's own life
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
    # ---- danger from others
    "WEAPON": """
        ammonia, bleach spray, bottle of acid, knife, pepper spray, knives, knifes, blade, blades, machete, machetes, gun, guns, shank, shanks, shanked,
        sword, swords, firearm, pistol, zombie knife, flick knife, kitchen knife, pen knife, penknife, stanley
        knife, knuckle duster, knuckleduster, acid, bb gun, weapon, weapons, chete, rambo, rambo knife, axe,
        hatchet, crossbow, taser, corrosive, grenade, explosives, petrol bomb, strap, ching, screwdriver, baseball
        bat, hammer, bullets, bladed, shiv, rifle, revolver, shotgun, cleaver, stabbing weapon, scissors, pointed a
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
    # ---- afraid
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
        something bad happens, something bad happened, bad things happened, note saying help, mouthed help, something bad is happening, something bad happening, bad things are happening, bad things happening, things
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
    # ---- cutting of girls, marriage by force
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
    # ---- gone
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
    # ---- exploited
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
    # ---- adults who are not safe
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
    # ---- left, hungry, ill
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
        home by themself, home by themselves again, home alone, left alone at home, left alone in the house, left alone all, left on their own at, on their own
        at home, on his own at home, on her own at home, alone in the house, alone in the flat, alone in the car,
        alone all night, alone all weekend, left in the car, left in a car, abandoned by, abandoned, abandoned her,
        abandoned him, home on his own, home on her own, home on their own, home by himself, home by herself, home
        by themselves, alone overnight, fending for themselves, fending for himself, fending for herself, fends for
        himself, fends for herself, left the baby alone, leaves the baby alone, left baby
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
        slumped, eyes rolling, eyes rolled, rolling back, not stop bleeding, waters have broke, waters have broken, waters broke, in labour, giving birth, stopped moving, not wake up, not wake her, not wake him, can not wake, not waking up, will not wake, not wakin up,
        unconscious, unresponsive, not responding, not breathing, stopped breathing, can not breathe, struggling to
        breathe, collapsed, blue lips, gone blue, turning blue, turned blue, lips are blue, gone floppy, floppy,
        bleeding heavily, bleeding badly, losing blood, pouring with blood, blood everywhere, having a seizure,
        having a fit, fitting now, still fitting, anaphylactic, anaphylaxis, choking, heart stopped, no pulse, cpr,
        electrocuted, hit by a car, knocked down by, run over, been stabbed, got stabbed, been shot, swallowed a
        battery, swallowed bleach, drank bleach, off a roof, fell from, head injury and, barely conscious, passed
        out, passes out, od'd, foaming, not come round, will not come round, rouse, lifeless, bleeding out, still
        breathing, not wake
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
    # ---- telling
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
    # ---- what makes a mention an ordinary question
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
        helpline, learning, teach, teaching, campaign, prevention work, e learning, elearning, learn about,
        research, steering, refuge, operation encompass, support group, scheme, refer, referral, referrals, help for
        mums, support for families, mentor, mentors, mentoring, initiative, counselling, therapy, referral form,
        support worker, support workers
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
        tattoo, tattoos, topic, knights, knight, drew, draw, draws, drawing, drawings, castle, costume, story, history, romans,
        vikings, lego, minecraft, pretend, toy, toys, plastic, nerf, water, game, games, video, films, play,
        playing, obsessed with, obsession, museum, pirate, pirates, fancy dress, macbeth, shakespeare, role play,
        imaginary
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
        tonight is the night, better off if she was, better off if he was, better off if i was, by the time you read this, will be dead, i will be gone, active plan, will not be around, would not be around, not be around any, picked a date, picked a day, set a date, chosen a date, sorry for everything, painless ways, painless way,
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
        with nothing on, shirt was undone, top undone, flies undone, trousers off, trousers down, no top on, no knickers on, no pants on, no clothes, naked, undressed, undressing, undress, get changed, getting changed, gets changed, in the
        shower, clothes off, trunks off, knickers off, pants off, knickers down, pants down, trousers down, take her
        clothes, take his clothes, take her top, takes her clothes, takes his clothes, strip, stripped, bra, in your
        bed, in her bed, in his bed, in my bed, in bed with
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
        took something, had something, taken loads of, swallowed something, drunk, off his face, off her face, passed out, spiked, unresponsive, taken something, had his drink spiked,
        overdosed, tripping, paralytic, hallucinating, taken a pill, taken pills, taken an edible, drink was spiked,
        out of it, off his head, off her head
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
    "TRAFFICKED": "is not her aunt, is not his aunt, not her real aunt, not his real uncle, not her real uncle, not related to her, no papers, has no papers, cleans all day, cooks and cleans all day, does all the cooking and cleaning, does not know her address, does not know her own address, does not know his own address, passed between adults, passed between families, passed around families, take her benefits, takes her benefits, works in the shop all night, works in the restaurant every night, never allowed out, never allowed to leave",
    "SORE": "pain, hurts, sore, stings, burns, burning, hurting, itchy",
    "DOWN_THERE": "wee, wees, weeing, peeing, pee, toilet, down there, bottom, bum, front bottom",
    "IF": "if, when, in case, hypothetically",
}

ORDINARY = """
    will not be around on, will not be around for the meeting, not be around next week, on the roof of the, black eye from rugby, shook hands,
    pushed for, push for, pushing for, pushes for, pushed to, pushing to, pushed back, push back, pushing back,
    pushed through, pushed into a, pushing him to, push him to, pushes him to, pushed him to, pushes her to, pushed
    her to, pushing her to, push her to, push the, push on, push in the, pull him out, pulls him out, pulled him
    out, pulls her out, pulls them out, pulls out, pulled out, pull out, pulling him out, pulled her out, pull her
    out, pull them out, pulling them out, pull together, pulled together, pulling together, pull in, pull up, pulled
    up, pull his weight, pull strings, throws him out, threw him out, throwing him out, throws her out, thrown out
    of class, thrown out of lessons, thrown out of lesson, threw her out, throwing her out, throw him out, kicked
    out of class, kicked out of lessons, kicked out of lesson, kicked out of his last school, kicked out of school,
    kicked out of nursery, kicked out of college, kicked out of her last school, grab a coffee, grab a minute, grab
    a chat, grab a quick, grab a place, grab a copy, grab a bite, grab a slot, grabbed a minute, grab some, up for
    grabs, grabs attention, grab attention, grab hold of, grabs toys, grabs things, grabs food, drag on, dragged on,
    drags on, dragging on, dragging his feet, dragging her feet, drags his feet, dragging their feet, drag his feet,
    drag him in, drags him in, dragging him in, drag her in, drags her in, dragging her in, dragged in, drag him to
    school, drags him to school, dragging him to school, dragged to school, drag him out of bed, dragging him out of
    bed, drag her to school, dragging her to school, carry him in, carries him in, throws himself, throws herself,
    threw himself, throw himself on, throws himself on the floor, throws a tantrum, throws tantrums, threw a
    tantrum, throws a wobbly, throw in the towel, throw light on, throw away, thrown in the deep end, mum dying, dad
    dying, nan dying, is dying of, is dying from, dad died, mum died, mum is dying, dad is dying, nan is dying,
    grandad is dying, dog died, brother dying, mum will die, dad will die, mum might die, dad might die, parents
    dying, people dying, pet died, dog is dying, gran is dying, mum dies, dad dies, asks about dying, about death
    and dying, death and dying, someone dying, parents will die, everyone will die, everyone dies, dying of cancer,
    dying pet, death and, beats herself, beats himself, kick himself, kicking herself, smash the glass ceiling,
    smashed our, smash our targets, strike out, knock on the door, knock on effect, knock his confidence, knocked
    his confidence, knocks his confidence, knocked her confidence, knocks her confidence, knock back, knocked back,
    knocks back, knock backs, knock it, knocked it out of, boot camp, bootcamp, car boot, to boot, football boots,
    wellington boots, welly boots, pair of boots, new boots, shake hands, shakes hands, shake his head, shakes his
    head, shook my head, shake up, shake things, shaking up, bit of a, bit like, bit the bullet, hates being at
    school, hates life at school, no future in education, no future in school, set a date, picked a date for, picked
    a date to meet, set a date for, ways to go about, ways to go forward, how to kill time, no point in referring,
    no point referring, no point in applying, no point applying, no point asking, no point in asking, no point in
    another, better place to be, in a better place now, in a good place, in a bad place, better place now, a better
    place, gift aid, gifted, gift card, touching story, make a difference, makes a difference, strip lights, comic
    strip, strip back, film strip, strip of, get changed for pe, getting changed for pe, get changed for swimming,
    get changed for games, wo not get changed, not get changed for, will not get changed, changed for pe, getting
    changed after, refuses to get changed, struggles to get changed, struggles getting changed, on holiday without,
    run his own, sold on, made to measure, arranged to meet, has arranged, has to have, forced to close, head under
    water, keep his head above water, head above water, in hot water, hot water bottle, sleep on it, sleep over it,
    we need to cut, we have to cut, need to cut costs, need to cut our, need to cut down, drunk driver, drunk
    driving accident, killed by a drunk, head will kill me, boss will kill me, wife will kill me, husband will kill
    me, will kill me if i miss, will kill me if i am late, will kill me if i forget, domestic abuse worker, domestic abuse workers, domestic abuse charity, domestic abuse team, domestic violence worker, who bring a knife, who carry a
    knife, who bring knives, who carry knives, who bring weapons, who carry weapons, all to end in, wake up in the
    morning, wake up for school, wake up in time, wake up early, wake up on time, threatens to run away, threatens
    to run off, threatening to run off, to end in, end in tribunal, a tablet from, tablets late, tablets at the
    right, in bed all day, in bed, stuck in bed, out of bed, bed time, bed wetting, wet the bed, wets the bed,
    gaming in bed, bedwetting, stays in bed, sleeps in mum's bed, in his own bed, in her own bed, bed in, embedded,
    hit a wall, hit the wall, hit the roof, hit a brick wall, hitting a wall, hit the target, hit targets, hit the
    nail, hit rock bottom, hit it off, hit and miss, hit puberty, hit the ground, hits a wall, hits walls, hits the
    wall, hits the table, hit me up, hit a bump, hit home, hard hit, hit hard, hit our, killing it, kill two birds,
    kill time, killed off, killing time, dressed to kill, killing his confidence, killing her confidence, killing
    their confidence, killing his love, killing her love, is killing me, is killing him, is killing her, are killing
    me, is killing us, are killing us, killing me with, killing us, kill the mood, kills me that, killing our
    budget, overkill, dying to know, dying to see, dying to hear, dying to get, dying to try, dying for, dying to,
    to die for, die hard, never say die, die down, shot in the dark, shooting hoops, shoot hoops, give it a shot,
    best shot, worth a shot, photo shoot, shoot me an, shoot over, shoot an, shooting star, shot put, long shot,
    screen shot, shot at, a shot, basketball shooting, flu shot, shoot him an, shoot her an, shoot off, big shot,
    shooting up the list, shoot for, mug shot, touching base, touch base, touch typing, touches base, out of touch,
    in touch, get in touch, keep in touch, touch screen, finishing touches, touches on, touch on, touched on,
    touching on, soft touch, kept in touch, lost touch, stay in touch, touch point, personal touch, touched by, lose
    touch, does not like being touched, hates being touched, not like to be touched, being touched sensory, hate
    being touched, cannot bear being touched, can not bear being touched, not tolerate touch, light touch, touch
    everything, touches everything, touching everything, deep touch, touch rugby, abused as children, abused as a
    child, early neglect, neglect in early, early abuse, abused the system, abuse the system, abusing the system,
    abuse of the, abuse of process, abusing his position, substance abuse, abuse their position, abusive parent
    from, abusive parents, abusive parent, abusive emails, verbal abuse, verbally abusive, abusive language, abuse
    staff, abusing staff, abusive to staff, abusive towards staff, racist abuse, racial abuse, homophobic abuse,
    abuses staff, abusive to teachers, abuse from parents, abuse from a parent, abusive to the, abusive to his,
    abusive to her, abusive to other, abusive to us, cut out, cutting out, cuts out, cutting paper, cutting and
    sticking, cutting skills, cutting corners, cut off, cutting edge, cut to our, cuts to, budget cuts, budget cut,
    funding cuts, cut back, cutting back, cut and paste, cut price, paper cut, hair cut, haircut, cutting hair, cut
    her own hair, cut his own hair, cut her hair, cut his hair, clear cut, cut down on, cutting down on, cut the
    funding, funding cut, cut our, cut my hours, cut his timetable, cuts in, cut in funding, cut through, cut the
    red, job cuts, cut it in, cut funding, cut his food, cut up his, cut food, cutting food, cutting up food,
    cutting with scissors, help with scissors, skills with scissors, struggles with scissors, trouble with scissors,
    difficulty with scissors, work with scissors, stabbing pains, stabbing pain, drowning in, breathe when anxious,
    breathe when panicking, breathe when upset, power cut, short cut, make the cut, cut her hours, cut his hours,
    staffing cuts, hours cut, service cuts, been cut from, cut her nails, cut his nails, cutting nails, nails cut,
    cutting his nails, cutting her nails, burnt out, burn out, burned out, burning out, burns out, burning question,
    burning questions, burn off energy, burn off steam, crash and burn, burning bridges, burning issue, heart burn,
    burn off some, hanging by a thread, hangs by a thread, hanging around with, hanging on, hang on, hang out,
    hanging out, hangs out, get the hang, hanging in, hang in there, hang up, hangs around with, hanging over, left
    hanging, hanging up, pissed off, drunk water, milk drunk, attack of, asthma attack, asthma attacks, panic
    attack, panic attacks, anxiety attack, anxiety attacks, heart attack, attacks of anxiety, attack on funding,
    verbal attack, attack plan for revision, heart attacks, plan of attack, bites other, bites his nails, bites her
    nails, bite to eat, bit of, bit more, a bit, bites nails, little bit, bit late, every bit, bit by bit, biting
    his nails, biting her nails, kicks off, kick off, kicking off, kicked off, kicks off at, side kick, kick start,
    kickstart, kicks a ball, kick about, kick a ball, beat boxing, beat box, beat the odds, beat the traffic, beat
    the rush, beat the queue, beat the clock, beat the bullies, beat the bullying, beat him at, beat her at, beat
    them at, beats me, beat her at chess, beating himself up, beating herself up, beat himself up, beats himself up,
    beats herself up, off the beaten track, beat bullying, beaten track, beat it, beating the odds, beating the
    bullies, upbeat, beat up about, bomb out, bombed, bombed his, bombs out, photo bomb, bath bomb, costs a bomb,
    bombing, bomb disposal, bathbombs, bath bombs, like a bomb, bomb has hit, like a bomb site, love bomb, bombed
    in, bombed his mocks, acid reflux, stomach acid, amino acid, acid rain, folic acid, acid test, acids and, acids,
    gun noises, toy gun, toy guns, water gun, water guns, nerf gun, nerf guns, glue gun, glue guns, pretend guns,
    finger guns, jump the gun, jumping the gun, top gun, gun games, play guns, shooting games, gun play, heat gun,
    playing guns, jumped the gun, sticking to his guns, spud gun, cap gun, knife and fork, knives and forks, knife
    or fork, butter knife, palette knife, craft knife, knife skills, knife edge, plastic knife, knife arch, knife
    amnesty, knife bin, knife bins, fork and knife, use a knife, using a knife, hold a knife, use knives, knife
    crime, knives crime, weapons crime, gun crime, weapon search, knife angel, knife wand, under the knife, night
    knife, hold a fork, knife awareness, hammer home, hammer it, razor sharp, rollerblades, roller blades, shoulder
    blade, shoulder blades, grass blades, blades of grass, scissor skills, use scissors, using scissors, hold
    scissors, fight with scissors, safety scissors, scissors skills, left handed scissors, loop scissors, bag of
    scissors, water pistol, hammer toes, axe throwing, axed, axe the, axing, axe our, blade runner, strap line,
    strap in, weapons of maths, secret weapon, chip shop, under fire, fire away, set fire to it, fire drill,
    lockdown drill, missing lessons, missing lesson, missing school, missing education, missing out, missing in
    education, missing from education, missing children education, missing a lot, missing her dad, missing his dad,
    missing her mum, missing his mum, missing parents evening, children missing, child missing education, missing
    appointments, missing his, missing her, missing my, missing something, missing half, missing days, missing the,
    missing mum, missing dad, missing maths, missing english, missing so much, missing too much, missing work,
    missing deadlines, missing sessions, missing piece, missing homework, missing information, missing pieces,
    missing person protocol, missing education officer, missing data, missing friends, missing tutor, missing
    breakfast, missing lunch, missing home, missing class, missing classes, missing every, missing most, missing all
    her, missing all his, missing teeth, missing from lessons, missing from the register, missing from lesson,
    missing from class, missing from our, missing from my, missing from the list, missing from the directory,
    missing from the form, missing mondays, missing fridays, missing some, missing chunks, missing learning, missing
    meetings, missing documents, missing paperwork, missing bits, missing page, missing consent, missing form,
    missing forms, missing evidence, missing link, missing links, missing key, missing basic, missing basics,
    missing foundations, missing and deleted, missing pe, missing gcses, missing exams, missing support, missing
    from this, missing off, is missing from the form, missing from his file, missing from her file, missing from the
    map, what am i missing, what are we missing, what is missing, are we missing, am i missing, we are missing, i am
    missing, something missing, goes missing from lessons, goes missing in lessons, going missing from lessons, run
    away from lessons, runs away from lessons, run away with himself, run away with herself, runs away from adults,
    runs away from staff, runs away in pe, ran off with the ball, run away with ourselves, imagination run away,
    runs away with, runs off in class, runs away when asked, runs off with, runs away from the, runs away with her,
    runs away from work, nothing criminal, criminal justice, could hurt someone, might hurt someone, will hurt
    someone, hurt feelings, hurt his feelings, hurt her feelings, hurts his feelings, get hurt in pe, hurt his back,
    hurt her back, hurt his knee, hurt her knee, no hurt, hurts our, hurt at football, hurt his ankle, hurt her
    ankle, hurt in the playground, head losing it, losing it with, losing it, losing my mind, losing the will to
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
    safe spaces, staff unsafe, safe touch
"""

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
"""

# Where no pattern fits, several signs together count: a heavy word 2, a light one 1, somebody's family 1.
ENOUGH = 4
WITHIN = 24
HEAVY = """
    throat, strangled, strangle, choking, naked, nudes, beaten, beating, bruise, bruises, bruised, belt, punched,
    slapped, terrified, petrified, violent, violence, knife, blade, stab, gun, weapon, kill, killed, dead, die,
    dying, suicidal, harm, harming, abuse, abused, abusing, raped, rape, sexual, sexually, sex, molested, grooming,
    groomed, blackmail, overdose, pills, drunk, unconscious, kidnapped, disappeared, missing, starving, unsafe,
    forced, threatened, threatening, threatens, gang, dealer, drugs, drug, hurts, hurting, secret, scared,
    frightened, burns, burnt, blood, bleeding, begging, crying, sobbing, locked, trafficked, exploited, attacked,
    assaulted, kicked, touched, touching, touches, rope, noose, bleach, danger, police, ambulance, 999, vodka,
    hotel, stranger, unwell, injured, injury, injuries, attack, murder, murdered, poison
"""
LIGHT = """
    face, neck, head, mouth, arm, arms, leg, legs, bed, bedroom, night, nights, nighttime, tonight, home, house,
    alone, told, disclosed, says, said, whispered, afraid, cried, cries, smashed, threw, dragged, grabbed, pushed,
    pulled, screaming, screamed, online, photos, pictures, video, older, man, men, boyfriend, money, car, door,
    shut, hide, hiding, hides, forever, cut, cuts, cutting, marks, mark, door, window, urgent, urgently, now, right
    now, help, worried, police, ran, run, gone, going to, wants to, keeps, every night
"""
NOT_SIGNS = """
    training, policy, workshop, awareness, course, programme, assembly, lessons, network, exclusion, excluded,
    exclude, pex, suspended, suspension, panel, support group, bereavement, bereaved, grief, counselling, therapy,
    outreach, strategies, advice, referral, refer, pathway, service, services, team, autism, autistic, asd, adhd,
    sensory, meltdown, meltdowns, dysregulated, topic, staff, governors, parents evening, who runs, what is, is
    there a, are there any, drinks and, last year, years ago, in the past, used to, school refuser, school refusal,
    attendance, playtime, lunchtime, lunch, football, pe, classmates, other children, other kids, other pupils,
    bullying, bullied, support, resources, guidance, funding, budget, mentor, group, club
"""

RULES: dict[str, str] = {
    # ---- suicide
    "suicide": """
        on_the|on_a >0 bridge|ledge|railway|tracks|railings|roof ~12 ONE -toy -ball -PRETEND
        rather >3 hang|drown|jump|stab|shoot|overdose
        can >1 have >1 her|his|my >2 room|things|phone|stuff|clothes|dog|cat|bike|trainers|money|playstation -if
        plan|plans >2 with|has >2 means
        no_one|nobody >3 alive
        nothing >3 to >1 live -near
        SELF >3 dead|dying|die|hanging|hanged -BEREAVED
        think|thinks|thinking|thought|thoughts|dreams|dreaming|talks|talking|feels|feel|feeling >3 about|of|like \
>2 dying|being_dead|death|killing|dieing -BEREAVED -MORTAL
        had|has|have >1 enough >2 life|living|everything
        should >2 be >1 dead -BEREAVED
        suicide|suicidal >2 note|notes|attempt|attempts|pact|risk|ideation|thoughts|plan|plans|letter|bid \
-LEARNING_ONLY -PAST
        no_one|nobody >4 notice|miss|care|cry|bothered >6 dead|died|gone|die|disappeared|disappear|not_here|\
was_not_here
        attempt|attempted|attempts|attempting >3 suicide|life|overdose|hang -BEREAVED -LEARNING
        voice|voices >5 tell|telling|tells|say|saying|told >4 jump|hurt|kill|die|stab|cut|harm|burn|bad|HIT
        do|does|doing|did >1 something >1 stupid|silly|drastic ~12 ONE -EXCLUDED
        climb|climbed|climbs|climbing|jump|jumped|jumping|jumps >2 over|onto|off|from|in_front >3 HEIGHT|rails \
-MISSED_CARE
        END_HINT -BEREAVED
        better >4 place|world|happier ~8 without|not -transition
        swallowed|swallowing|swallows >5 batteries|battery|magnets|glass|bleach|coins ~8 on_purpose|deliberately|\
herself|himself
        GOODBYE >2 letter|letters|note|notes|message|messages|video|text|texts
        goodbye >2 letter|letters|note|notes|message|messages|video|text|texts
        to >2 her|his|my|their >1 funeral ~14 ONE -BEREAVED_KIN
        rope ~6 room|bedroom|neck|garage|bag|tree|ceiling -PRETEND
        no_point_any_more|no_point_to_life|point_of_living|point_in_living|point_of_life|point_in_life|\
point_of_being_alive|point_in_anything
        urge|urges|need|needs|want|wants|wanting >1 to >1 cut|harm -TEACH -SKILL
        SUICIDE -LEARNING -10BEREAVED -LIFE_ENDED -KIN_SUICIDE
        SUICIDE ~6 ONE -10BEREAVED -TEACH -LIFE_ENDED -KIN_SUICIDE
        LIFE_END
        LIFE_ENDED -12BEREAVED -10DEAD_KIN -LEARNING
        KILL_SELF >2 SELF
        WANT >4 DIE
        NOT_BE_HERE
        JOIN >5 HEAVEN
        ONE >3 DIE & THREAT >6 DIE -BEREAVED -DEAD_KIN
        SAY_BYE >3 GOODBYE -12PARTY
        GOODBYE ~8 PILLS
        OVERDOSE -TEACH
        TOOK >5 PILLS ~14 ONE -MEDICAL_PLAN
        HANG
        TIE >6 neck
        JUMP >3 HEIGHT
        HEIGHT ~6 JUMP ~12 ONE
        own >1 funeral
    """,
    # ---- self-harm
    "self-harm": """
        sh >2 marks|scars|cuts|again|on
        marks|cuts|scars|scratches|lines >2 both|all|up|on >3 arms|wrists|thighs|legs -PLAYGROUND -eczema
        skin|eraser|rubber|arm|arms|leg|legs ~8 bled|bleeding|raw|bleeds|bleed -PLAYGROUND -eczema
        hurting|hurts|hurt|harms|harming|injuring >1 SELF >4 RAZOR|with|using
        deliberately|on_purpose|intentionally|purposely >8 hand|head|arm|himself|herself|fingers|face|legs ~8 door|wall|slamming|slams|hits|hurts|burns|cuts|hot|trap|traps
        did|done|does >1 it >1 herself|himself|themself|myself ~14 wrist|wrists|arms|arm|bandage|bandages|cuts|\
legs|marks
        cuts|slashes|bruises|burns|scratches >4 on >3 BODY|BODY_CUT -PLAYGROUND -eczema
        SELF ~6 BLEED
        pupil|child|girl|boy|student|kid|she|he|y7|y8|y9|y10|y11|daughter|son|lad|friend >2 cutting >1 in|at|with|\
on|during|behind|again -3PAPER -line -TEACH
        started|begun|been|keeps|back|stop|stopped|still|is|are >1 cutting -3SKILL -TEACH -3PAPER
        BODY_CUT >5 fresh|lines|slashes|scars|cuts ~12 ONE -PLAYGROUND
        arm|arms|legs|wrists|thighs >3 covered ~10 ONE|again -eczema
        glass|blade|razor|scissors|sharpener ~6 to_cut|cut_with|on_herself|on_himself|her_arm|his_arm|into_her|\
into_his -SKILL
        digging|digs|dug|stabbing|sticking|jabbing >4 arm|arms|leg|legs|hand|hands|skin|wrist ~10 compass|\
scissors|pencil|pin|blade|nails -PLAYGROUND
        doing|done|does >1 it >1 again ~6 arms|wrists|legs
        SELF_HARM -LEARNING
        SELF_HARM ~8 ONE -TEACH
        SELF_HARM_NOW -4TEACH
        CUT >3 SELF
        CUT >4 BODY_CUT ~10 ONE
        MARKS >5 BODY_CUT ~10 ONE
        CUT ~8 BLEED ~10 ONE
        RAZOR ~6 CUT ~10 ONE
        RAZOR >6 phone|hidden|uses|arms|wrists
    """,
    # ---- abuse
    "abuse": """
        shook|shaking|shakes|shaken >2 baby|babies|newborn|toddler
        lip|eye|nose|cheek >2 split|swollen|cut|black|closed|bust|bruised|bleeding -PLAYGROUND
        begs|begging|begged|pleads >3 stay >4 school|here|with_me|late|after -home
        scald|scalds|scalded|burns|burn|dipped >4 feet|foot|hands|bottom|back|legs|buttocks -PLAYGROUND
        i|ive >6 hit|hurt|slapped|smacked|punched|shook|hitting|shaking >1 my >2 son|daughter|child|baby|kids|boy|girl|lad|kid|children
        scared|frightened|afraid|worried >3 what >1 i >2 do
        i >3 might|could|will|going_to|gonna >3 hurt|harm|kill|hit >3 them|him|her|baby|kids|children|son|daughter
        clump|clumps|handful|chunk >3 hair ~10 KIN|pulled
        it >1 was >2 KIN ~14 hurt|hit|mark|bruise|hair|burn|lip|eye|did|whispered|touched|pulled
        messing|messed|interfering|interfered|meddling|mucking >1 with >3 him|her|me|kids|lad|girl|boy|child|son|daughter|down_there|foster
        makes|made|making >2 VICTIM >1 stand|sit|sleep|kneel|stay|wait >8 outside|garden|night|cold|hours|shed|garage|rain|bath -LEARNING
        punishment|punish|punishes|consequence|punished ~10 outside|cold|water|food|night|naked|locked|burn|belt|starve|shed|cupboard -school -behaviour
        hosing|hosed|hoses|rationing|rations >3 him|her|them|water|food|down -PLAYGROUND
        KIN >>3 shut|slammed|trapped|held|put|shoved|stuck|pushed >3 hand|hands|fingers|head|arm|face|feet >4 door|oven|drawer|fire|cooker|iron|hob|water|radiator|toilet|flame|plate
        SORE >5 DOWN_THERE ~14 daddy|dad|uncle|grandad|said|says|finger|man|stepdad|brother -infection -thrush -uti
        mummy|mum|daddy|dad ~8 lots_of_red|all_red|red_stuff|blood ~10 floor|everywhere|asleep|bed
        strip|stripped|stripping|undressed >1 him|her|them|me -lights
        boys|girls|lads|they|someone|group|cousin|brother|pupils|men|man|held|pinned >12 pulled|pulls|took|pulling|ripped >2 his|her|my|their >1 trousers|pants|knickers|skirt|top|shorts|bra >1 off|down|up
        naked|no_clothes_on ~10 siblings|children|kids|covers|bed|cupboard|shed|together|found -baby -LEARNING -toilet
        putting|puts|put|slipping|slips|mixing >3 in >2 his|her|their >1 feed|food|bottle|milk|line|drink|tea -thickener -lunch -bag
        poisoning|poisons|poisoned|tampering|tampered ~8 child|him|her|baby|son|daughter|line|drip|tube|feed -food_poisoning
        have_to_say|told_to_say|made_to_say|says_i_have_to >4 hurts|pain|sick|ill|poorly
        say|said|says|saying >1 no ~8 boyfriend|does_it|sex|still|carried|made|anyway|makes -homework
        TRAFFICKED ~12 ONE -LEARNING
        made|makes|making|make|force|forced >3 do|does|doing >2 things|stuff ~8 webcam|camera|online|video|bed|body|private|phone
        webcam|camera|livestream ~8 undress|undressing|naked|clothes|strip|things|topless
        dog|dogs >4 bit|bitten|attacked|mauled|got|savaged >3 VICTIM|face|arm -therapy -PRETEND
        set|sets|setting >3 dog|dogs >1 on
        holds|held|hold|holding|dunked|dunks|pushes|pushed >3 head|face >3 under|underwater|water|toilet|pillow|\
mattress -swimming -lessons
        HIT|HIT_NOW|BRUTAL >0 his|her|their >0 son|daughter|baby|toddler|kid|kids|child|little_boy|little_girl|\
stepson|stepdaughter -parents
        thrown|pushed|kicked|shoved|threw >3 down >2 stairs|steps
        burned|burnt|scalded|branded >1 with|by ~8 ONE -PLAYGROUND
        tied|ties|tying >3 to >2 bed|chair|radiator|toilet|cot|pole|door|tree
        sex >2 with >3 adult|adults|man|men|older|strangers|people ~10 ONE
        brother|sister|sibling >>3 BRUTAL|punches|punched|beats|attacks|attacked >3 VICTIM
        KIN|STAFF|brother|man|someone >>4 does|did|doing|done >3 things|stuff|something >1 to >1 VICTIM
        hand|hands|arm|arms >3 round|around|on|over|at >3 neck|throat|mouth ~10 ONE
        smash|smashed|smashes|punched|kicked|slapped|punches|kicks >3 face|head|teeth|jaw|nose|mouth ~8 mum|her|\
him|VICTIM|KIN -PLAYGROUND -LEARNING
        not >3 let >3 KIN >3 take|collect|have|near|in|touch|get
        KIN >>3 HIT_NOW >1 him|her|me|them|kids|baby|children|child|son|daughter|toddler
        KIN >>3 HIT_NOW >2 sister|brother|baby|son|daughter
        KIN >>3 threw|throws|throwing >4 at >2 VICTIM
        MAN|uncle|brother|cousin|teacher|coach|stepdad|grandad|tutor >>4 sleeps|sleeping|slept >1 with -KIDS_BED
        boyfriend|stepdad|uncle|cousin|brother|man|lodger|friend|husband|fella|partner >>4 kissed|kisses|kissing \
>2 VICTIM
        sexual|sexy >1 things|stuff|acts|games ~8 VICTIM|KIN|ONE -LEARNING
        KIN|brother|man >>4 makes_love|making_love|made_love|had_his_way
        secret|secrets ~4 KIN -santa
        something|things|stuff >2 happened|happens|happening|happen >4 KIN|home|grandad|uncle
        HIT_PASSIVE >2 by >3 adult|man|grown_up|stranger|grown_ups
        get|gets|got|getting|gives|gave|given|give|giving|had >3 BEATING ~14 ONE -ball
        not >1 hit|hurt|touch|kill|beat|hits|hurts|tell >1 me
        not >2 tell >2 dad|mum|mummy|daddy|uncle|stepdad|parents|anyone ~12 please|begged|begging|kill|scared|hit|\
trouble|promise|secret
        KIN|STAFF|ANYONE_ELSE|he >6 hand|hands|finger|fingers >4 PANTS ~14 her|my|me|child|girl|boy
        KIN >2 did >1 it|that|this ~12 MARKS|INJURY|lip|eye|face|arm|leg|nose|ear|burn|hurt
        swollen|cut|split|burst|bloody|bleeding|busted|black >1 lip|nose|eye|face|cheek ~12 KIN -PLAYGROUND
        gets|get|getting >1 hit|smacked|slapped|battered|belted|beaten|punched|kicked|whacked|walloped|thumped >4 \
if|when|for|because|every|at_home -playtime -break -kids -football
        SCARED ~8 hit|hits|batter|beat|hurt|smack|belt|belts|kill|angry ~6 dad|stepdad|mum|uncle|father|stepmum|carer
        KIN >>6 might|will|would|going_to|gonna >3 batter|beat|smack|belt|murder|leather|punch|slap|thrash|\
strangle|whip >2 VICTIM|me
        baby|toddler|newborn|month_old ~6 broken|fracture|fractured|bruise|bruises|skull|bruised
        forced|made|makes|pressured|pressuring|forces|forcing|begging|wants >4 sex
        suck|sucked|sucks|sucking|lick|licked >3 willy|dick|him|his|penis|cock|bits
        exposed_himself|flashed|flasher|exposing_himself ~12 ONE|girls|kids|children
        tells|told|calls|called|screams|says|calling|telling >5 CRUEL ~10 KIN
        KIN >>4 CRUEL
        KIN >4 CARERS_NO >6 TREATMENT ~14 VICTIM|child|son
        gives|giving|gave|given|feeding|drugging >4 tablets|pills|medicine|calpol|piriton|cbd|weed|cannabis|\
alcohol|vodka|melatonin >5 sleep|quiet|asleep|shut_up ~12 KIN
        SLAVE ~12 ONE -LEARNING
        sexual|sexually >2 images|advances|contact|abuse|assaulted|assault|exploited|harmed|inappropriate|touched|\
comments ~10 her|him|me|pupil|girl|boy -LEARNING
        KIN|STAFF|brother >>6 UNDRESS -PE_KIT
        KIN|STAFF|ANYONE_ELSE >>6 asked|asks|told|tells|made|makes|wants|wanted|making|forces|forced >4 UNDRESS
        KIN|ANYONE_ELSE|brother >>5 making|makes|made|forces|forced >2 VICTIM >2 touch|kiss|lick|suck|watch|\
undress|strip|drink|kneel
        sex >1 things|stuff|acts ~8 VICTIM|KIN|ONE
        MAN|uncle|grandad|stepdad|brother|cousin|lodger|daddies|man >>6 sleep|sleeps|gets|climbs|comes|creeps|\
sneaks|came|got >4 bed|bedroom|room
        KIN|STAFF|brother|cousin|man >>3 COME_ON
        COME_ON >3 me
        blood ~5 knickers|pants|underwear|sleeve|sleeves -period -periods
        not >2 allowed >3 tell|say|talk ~8 KIN|what_happens|anyone
        KIN >>3 BROKE >3 BODY
        KIN >>6 PUNISH
        PUNISH ~8 ONE
        BRUTAL >2 VICTIM|WOMAN -PRETEND
        shaken >1 baby|babies
        GETS >2 beaten|hit|battered|whipped|belted|thrashed|slapped|smacked >3 with
        GETS >2 thrown|dragged|pushed|shoved|kicked|pulled >8 by >3 KIN
        KIN >2 admits|admitted|admitting|confessed|confesses >8 HIT|HIT_NOW|hurting|harm
        KIN >8 hurt|harm|shake|smother|drown|hurting|harming|shook|shakes|shaking >3 baby|toddler|children|kids|\
newborn
        KIN >>8 might|will|could|going_to >3 hurt|harm|kill >3 VICTIM
        INJURY_SURE -LEARNING -PLAYGROUND
        FEAR_SURE ~7 KIN -3leaves -PLAYGROUND
        GENITAL ~10 ONE -TEACH
        TEEN_PREGNANT ~5 SCHOOLGIRL -LEARNING
        KIN >>5 HIT >3 VICTIM
        KIN >>5 HIT_NOW >2 VICTIM >6 wall|floor|stairs|hair|neck|throat|arm|against|down|across|room
        HIT|HIT_NOW >5 BY >3 KIN
        GETS >2 HIT_PASSIVE >6 AT_HOME|KIN -4TEACH
        GETS >2 HIT_PASSIVE_SURE ~8 ONE -TEACH -PAST
        GETS >2 hit|hurt|beaten|touched & DISCLOSED|TOLD
        INJURY ~12 ONE -PLAYGROUND
        MARKS >4 BODY ~10 ONE
        TOLD >8 KIN >>4 HIT|TOUCH
        KIN|STAFF|ANYONE_ELSE >>5 TOUCH >4 PRIVATE
        KIN|brother >>5 touch|touches|touched|touching|gropes|groped|groping|fondles|fondled|fondling|fiddles|\
fiddled|fiddling|fingered|fingers|interferes|felt_up|feels_up >3 VICTIM
        TOUCH >6 PRIVATE ~10 ONE
        SEXUAL_ABUSE -LEARNING
        SEXUAL_ABUSE ~8 ONE -TEACH -PAST
        BEDROOM
        KIN|ANYONE_ELSE|STAFF >>5 DOES_THINGS
        DOES_THINGS >1 me|her|him|them
        DOES_THINGS ~10 TOLD
        KNOWS_SEX ~14 ONE -LEARNING
        KIN|ANYONE_ELSE|STAFF >>5 SHOWS >4 PORN
        SHOWS >4 PORN ~8 KIN
        DISCLOSED -LEARNING -4IF
        ABUSE -LEARNING -PAST -EXCLUDED
        ABUSED ~6 ONE -TEACH -PAST
        KIN >>4 ABUSED|ABUSE -LEARNING -PAST
        HINTS
        sex >2 with ~10 YOUNG_AGE|ADULT_AGE
    """,
    # ---- allegation against staff
    "allegation": """
        STAFF ~12 on_his_knee|on_his_lap|on_her_lap|undone|unbuttoned|unzipped|naked|no_clothes_on|no_clothes|undressed|trousers_down -PE_KIT
        STAFF >>4 giving|gives|gave|offering|buying|bought|supplying >4 lifts|lift|money|alcohol|vodka|drugs|weed|presents|cigarettes|vapes|drink
        sleeping_with|sleeps_with|slept_with|sleep_with >3 sixth_former|pupil|student|child|year|girl|boy|his_mates|her_mates|his_friends|their_mates|his_boss
        told|asked|says|said|ordered >5 not >2 report|log|record|write|mention >3 it|this|them|anyone
        STAFF >>5 took|invited|invites|takes|had|has >3 VICTIM >5 his_house|her_house|his_flat|her_flat|hotel|their_house|his_place|her_place|his_home -parents
        force|forcing|forced|forces >1 feed|feeding|fed|feeds
        pinning|pins|pinned|holding >4 babies|children|him|her|them|kids|baby|child >1 down|to -LEARNING
        STAFF ~8 sleepover|sleepovers
        kiss|kissing|kissed|snogging|snogged >2 pupil|student|pupils
        sexual_relationship|affair|having_sex|in_a_relationship|having_a_relationship >3 with >3 pupil|student|\
child|girl|boy|year|sixth_former
        STAFF >>6 HIT|HIT_NOW|TOUCH >!1 a_year|a_y1|a_y2|a_y3|a_y4|a_y5|a_y6|a_y7|a_y8|a_y9|a_y10|a_y11|\
a_reception|a_nursery|a_little
        STAFF >>6 messaging|messages|messaged|texting|texted|texts|whatsapping|snapchatting|snapped|calling|\
emailing|dming >4 pupil|student|child|girl|boy|girls|boys|her|him|pupils|year -parents -parent -mum -update -leads
        STAFF >>3 sends|sent|sending|send >5 photos|pictures|messages|videos|texts|selfies ~8 boys|girls|girl|boy|\
pupil|pupils|her|him|kids|student|me -home -parents
        STAFF >>6 relationship|sleeping_with|affair|flirting|messaging|texting|dating|seeing >4 year|sixth_former|\
ex_pupil|y11|y12|y13|y10|y9
        STAFF >>6 HIT|TOUCH|HIT_NOW >!4 VICTIM
        STAFF >>6 STAFF_WRONG >!4 VICTIM
        VICTIM >4 by >3 STAFF ~8 HIT|TOUCH|HIT_NOW|STAFF_WRONG
        HIT|TOUCH|HIT_NOW >4 BY >3 STAFF
    """,
    # ---- violence at home
    "violence-at-home": """
        knows|found|find|finds >2 where >2 live|lives|we|she|they ~14 prison|he|injunction|scared|hide|refuge|dad|ex
        injunction|non_molestation|non_mol|restraining_order|bail_conditions|no_contact_order|no_contact ~14 near|turned|breach|breached|breaking|taken|took|picked|outside|gone|knows|court
        violent|violence|aggressive >3 her|mum|me|us ~14 baby|house|home|kids|children|partner|leave|husband \
-LEARNING -son -autistic -asd -adhd -teen -teens -pda
        STALKED ~10 ONE|mum -LEARNING
        KIN >8 punched|punches|punching|smashed|kicked >3 hole|wall|door ~12 kids|children|front|mum|her
        MAN ~14 he >8 HIT|BRUTAL >2 her|mum|mam|mummy -20DAD_SAYS
        PROTECT >3 mum|mam|mummy|mother|sister|siblings ~8 from|dad|stepdad|him|partner
        can_not|scared|afraid|terrified|dare|not_dare >3 leave >3 him|because|her|he
        he >2 find >1 her|me|us|them ~10 leave|left|hide|kill|scared|safe|refuge
        HIT|BRUTAL >1 my >1 mum|mam|mother
        HIT|BRUTAL >1 mum|mummy|mam ~12 dad|daddy|stepdad|boyfriend|partner|me|i -PRETEND
        MAN >>4 HIT_NOW >3 WOMAN
        MAN >>8 kick|kicked|kicking|smash|smashed|break|breaking|bang|banging >4 door|doors|windows|window
        mum >8 he >3 BRUTAL|beats|punched|attacked|assaulted|threatened|hit >3 her
        mum >8 he >3 hits >3 her -screen -wifi -ipad -autistic -asd -adhd -when
        MAN >>5 HIT|SMASH >3 WOMAN
        MAN >>5 SMASH
        MAN >>5 HIT|THREAT|KILL >3 mum
        HOME_VIOLENCE -LEARNING -PAST
        HOME_VIOLENCE ~4 NOW -TEACH -PAST -LEARNING
        mum >4 HIT_PASSIVE|HIT >4 BY|again ~8 MAN
        MAN >>6 threatening|threatens|threatened >3 WOMAN|VICTIM
        KIN ~6 INJURY
    """,
    # ---- weapon
    "weapon": """
        come|came|walked|turned|arrived >2 in|up >1 with >2 crowbar|catapult|fireworks|bat|petrol|nunchucks|\
metal_bar|iron_bar|wrench
        crowbar|catapult|nunchucks|fireworks ~6 bag|pocket|school|threatening|ball_bearings -PRETEND -LEARNING \
-safety -display
        is|are|be|was >1 armed|strapped|tooled_up|packing -forces -wheelchair -chair -seat -buggy -lunch -bags -boxes
        has|have|brought|with >2 crowbar|catapult|pepper_spray|fireworks|firework|petrol|knuckles|nunchucks|\
metal_bar|metal_pole|iron_bar|wrench|taser|bat >12 threatening|people|hurt|throw|attack|hit|someone|school|bag
        WEAPON ~4 CARRY ~8 KIN|STAFF|parent -4TEACH -16EXCLUDED -PRETEND
        STABBED ~10 ONE|CHILD|school -TEACH -LEARNING -PRETEND
        acid ~5 bottle|face|bag|throw|school -LEARNING
        WEAPON ~5 CARRY ~12 ONE|CHILD|ANYONE_ELSE -4TEACH -16EXCLUDED -PRETEND
        WEAPON ~5 PLACE -4TEACH -16EXCLUDED -PRETEND
        WEAPON_SURE -5LEARNING -4TEACH -16EXCLUDED -PRETEND
        WEAPON ~8 CARRY ~10 NOW -3TEACH -PRETEND
        WEAPON_SURE >4 in >2 his|her|their|bag|pocket|locker
        threat|threatened|threatening|threatens >6 with >3 WEAPON
    """,
    # ---- FGM
    "fgm": """
        back >2 from >2 ABROAD ~14 different|withdrawn|quiet|pain|toilet|walking|sit|not_herself|changed -language
        stitch|sew|sewn|stitched >2 her|me|girls|them -PRETEND -textiles
        KIN >>4 cut|cuts|cutting >2 her|me|them|girl|girls|daughter -4HAIR
        operation|ceremony|party|makes|make|made|become|becoming|procedure >5 woman|womanhood ~12 ONE -PRETEND
        FGM -LEARNING
        FGM ~10 ONE -TEACH
        ABROAD ~10 FGM_CUT ~12 YOUNG|CHILD
        ABROAD ~14 CEREMONY
        CEREMONY ~10 YOUNG ~12 FGM_CUT
        special >1 CEREMONY
    """,
    # ---- forced marriage and honour
    "forced-marriage": """
        married|marry|wedding ~10 whether_she_likes|whether_he_likes|like_it_or_not|likes_it_or_not|no_choice|no_say|does_not_want
        promised >2 to >3 man|cousin|family|someone|relative
        ABROAD ~8 leave|leaving|left|dump|keep >2 her|him|me|them >2 there|behind
        YOUNG_AGE ~6 engaged|married|marry|marrying|wedding|husband|bride
        ABROAD ~10 get_married|getting_married|be_married|marry|forced ~14 ONE
        FORCED_MARRIAGE -LEARNING
        FORCED_MARRIAGE ~10 YOUNG -TEACH
        FORCE ~7 MARRY ~12 YOUNG -5TEACH -absence -authorised -bridesmaid
        ABROAD ~10 MARRY ~14 YOUNG|CHILD
        HONOUR -LEARNING
        HONOUR ~10 ONE -TEACH
        PASSPORT
        KIN >6 MARRY >4 off
    """,
    # ---- missing
    "missing": """
        NOT_FOUND ~10 phone_off|since|yesterday|police|last_night|hours|phone_is_off
        lost >2 year_old|reception|y1|y2|y3|y4 -BEREAVED
        absconded|absconds|absconding ~10 ONE -MISSED_THING -risk -class
        left|leaves|walked_out|out_of >2 building|site|premises|grounds ~14 minutes|hours|ago|hour|no_one|gone|find|seen
        no_one|nobody >3 eyes|seen|sight|sighting >3 him|her|them|on
        house >2 empty|cleared ~14 days|gone|neighbours|child|no_show
        legged|ran|run|bolted|scarpered >4 out|off|away|it >3 school|site|gate|gates ~10 car|lad|man|boyfriend|road|gone|find|missing
        never >2 made|got|arrived|turned|showed >4 school|home|college -time -late -on
        gone|went|left|goes|run|ran >1 off|away >1 with >3 stranger|man|men|someone|bloke|guy|older|boyfriend
        been|was >1 taken >1 by >2 dad|father|ex|man|stranger|mum|someone
        can_not >1 be >1 found|located|traced|reached -FOUND_NOT_A_PLACE
        missing >1 from|on|at >2 trip|school_trip|museum|site|playground|nursery|class_after|register_after|beach|\
park|zoo
        CHILD >1 missing ->2 MISSED_THING -LEARNING
        missing >1 for|2|3|4|5|two|three|four|five|several|since|over >2 days|nights|hours|weeks|yesterday \
-3school -3lessons -3week -3education
        gone >2 for|2|3|4|two|three|four >2 days|nights|hours ~8 ONE|CHILD
        stayed|stays|staying >1 out >2 night|nights
        we|i|have|has|staff|school >3 lost >3 child|pupil|boy|girl|kid|toddler|children -BEREAVED -FOUND_NOT_A_PLACE
        no_one|can_not|not|nobody >4 find|locate|found|located|trace|reach >2 him|her|them|child|boy|girl|pupil|\
daughter|son -2FOUND_NOT_A_PLACE
        not|never >2 brought|returned|bring|bringing|return >2 them|him|her|kids|children|son|daughter >2 back|home
        not|never >3 got_off|come_off|came_off|get_off >3 bus|train|coach
        unaccounted|unaccounted_for -LEARNING -hours -time
        NOT_HERE ~14 left_at|left_home|left_for|phone|voicemail|car|bus_stop|walked|set_off
        done|did|does >1 a >1 runner ~10 CARE
        strange|unknown|stranger >1 car|van|man|vehicle ~10 ONE|CHILD
        got|getting|gets|get|climbed|jumped|pulled >1 into >2 car|van|taxi ~8 strange|stranger|man|men|unknown|\
older|not|someone
        GONE_SURE -5LEARNING
        GONE ->3 MISSED_THING -5LEARNING
        disappeared|vanished ~8 ONE|CHILD -LEARNING
        GONE ~10 NOT_FOUND
        NOT_FOUND ~8 ONE|CHILD
        RAN ~10 NOT_FOUND
        GONE|RAN ~6 CARE -5LEARNING -3MISSED_CARE
        CHILD|ONE >4 gone ~8 NOT_FOUND
        never >2 arrived|came|got|made >3 home
    """,
    # ---- exploitation
    "exploitation": """
        lost|lose|lose >2 food|pack|packs|drugs|gear|weed|work ~10 owe|owes|car|debt|stripped|them
        photos|photo|pictures|video|videos|images >10 going >1 round|around|about -school_photos
        hundreds|found|has|loads|secret|collection >4 pictures|photos|videos|images|porn >3 of >3 little_kids|kids|children|girls|boys|minors|babies -consent -website -permission -LEARNING
        send_more|more_or|or_he_will|or_she_will|or_they_will|or_else ~14 photo|photos|screenshot|video|pictures|nudes|webcam|dad|mum|leak|post
        man|someone|guy|person|stranger|player|friend_online >8 knows|got|has|found >3 his|her|my|their|which >1 school|address|house ~14 waiting|meet|gate|come|coming|online|plays
        caught >3 with >4 crack|cocaine|heroin|wraps|cash|knife|machete|blade|weapon|drugs ~8 ONE|CHILD -16EXCLUDED
        paid|money|offered|offers|pay|pays|paying|cash|weed|drugs|vapes|gifts >4 for|in_return_for|\
in_exchange_for >2 sex|photos|pictures|videos|blow_job|blowjob|nudes|favours -school -stationery
        used|recruited|controlled|threatened|chased|followed|targeted|beaten|forced|robbed|jumped >2 by >3 GANG|\
dealers|dealer|gang|gangs ~12 ONE|CHILD -LEARNING
        hotel|hotels|airbnb|flat ~8 men|man|lads|boyfriend|older ~8 ONE
        men|man|lads|blokes|guys|older|strangers|stranger|someone >4 give|gives|giving|gave|buy|buys|buying|\
bought|pay|pays|paying|offered|offering|offers >2 VICTIM|girls >4 money|vodka|drink|drugs|weed|gifts|presents|\
vapes|alcohol|phone|clothes|cash|fags|cigarettes
        found >5 with >5 drugs|cash|weapon|machete|wraps|phones|knife ~12 ONE|CHILD -LEARNING
        OLDER|boyfriend|fella|bloke|man|guy|men >3 ADULT_AGE ~14 she|girl|he|boy|her|daughter|him
        paid|given|asked|told|pays|pay|gives|forced|made|offered >5 to >2 GIVEN_A_JOB >3 GOODS ~12 ONE|CHILD \
-SKILL -TEACH
        video|videos|clip|photo|photos|screenshots|footage >2 of >1 her|him|me|them ~12 snap|round|shared|\
all_over|leaked|sex|naked|sexual
        makes|made|making|wants|forces >3 sleep|have_sex|go >1 with >3 mates|friends|men|lads|him|boys|people|others
        stranger|strangers|someone|man|men|adult|person|guy ~10 wants|asking|asked|asks|demanding ~6 photos|\
pictures|videos|naked|meet|address -LEARNING
        address ~8 stranger|online|fortnite|roblox|discord|snap ~10 wants|threatening|coming|meet
        hurt|kill|stab|harm >3 mum|family|sister ~14 package|drugs|hold|debt|owes|gang|carry
        men|man|lads|older|strangers|blokes|guys >3 cars|car|van|taxis|taxi ~14 CASH|wait|waiting|waits|gets|\
picked|collect|money|vapes|picks|picking|goes
        passed|shared >2 round|around|between|about|among >3 men|lads|mates|gang|friends|them
        selling|sells|sell|sold >2 herself|himself|her_body|his_body|themselves
        EXPLOITED -LEARNING
        EXPLOITED ~8 ONE -TEACH -FAIR
        EXPLOITED_SURE -4TEACH
        OWE ~6 GANG ~12 ONE -LEARNING
        DEAL >4 DRUGS ~14 ONE -LEARNING
        PHONES ~12 CASH
        PHONES|CASH ~12 OLDER|EXPLOITED
        OLDER ~10 LURE ~14 ONE -LEARNING
        ADULT_AGE ~10 LURE ~14 ONE
        boyfriend ~6 ADULT_AGE
        boyfriend ~6 older|adult
        NUDES ~6 SHARED -LEARNING
        NUDES ~6 SHARED ~8 ONE -TEACH
        BLACKMAIL -LEARNING
        YOUNG_AGE ~8 sex|pregnant
        met >3 online ~12 older|man|men|meet|ADULT_AGE
        picked >3 up >6 men|man|strangers|taxis
        picked >2 up ~8 car|cars|taxis|taxi ~12 older|man|men
    """,
    # ---- adult who is not safe
    "unsafe-adult": """
        pissed|drunk|wasted|hammered|paralytic|off_his_face|off_her_face|smashed ~10 kids|children|baby|car|gate|pickup|driving|wheel|pram|buggy -PAST -LEARNING
        dad|ex|mum|father|grandad|mother ~14 court|no_contact|contact_order|injunction ~14 taken|took|gone|picked|collected|turned -LEARNING
        not >2 give|hand|return|giving >4 back ~8 baby|kids|children|son|daughter
        never >1 see >2 again ~10 him|her|baby|kids|said|says -friends
        passport|passports|ferry|airport ~10 kids|children|him|her|them|baby ~10 tonight|dad|ex|taken|taking|got|booked|father -school_trip -trip
        van|car|stranger|man|woman|bloke|vehicle >4 asking|asked|offering|offered|telling >3 kids|girls|boys|children|child|pupils|girl|boy|him|her
        no_one|nobody >2 knows|know|recognises|recognised >2 who >3 she|he|they|is|was ~14 playground|child|kid|gate|collected|school|hand|took -LEARNING -ep -senco
        outside >1 my|our|his|her|their >1 house|home|flat|door|window ~10 money|they|threatening|waiting|want|men|knife
        KIN ~6 crack|heroin|meth|cocaine|coke -LEARNING -recovering -PAST
        KIN >>4 threatening|threatens|threatened >2 staff|teachers|us|me|receptionist|head|teacher|ta|everyone \
-legal -complaint -ofsted -complain -sue -solicitor -press
        KIN >6 hearing >1 voices -LEARNING
        pupil|student|boy|girl|child|lad|kid|y9|y10|y11|y8|son|daughter|she|he|friend >4 INTOXICATED -LEARNING
        drink >3 spiked
        dad|ex|stepdad|father|partner|boyfriend|mum|mam|uncle|brothers >>4 ARRIVED ~10 SIEGE -LEARNING
        man|woman|someone|stranger|bloke|person|lads|intruder >6 no_badge|trying_doors|trying_the_doors|\
climbed_the_fence|over_the_fence|got_into_the_school|in_the_building|in_our_building|will_not_leave|on_site|\
through_the_gate
        KIN ~2 DRUNK_STATE
        stranger|strangers|man|bloke|men|van|weirdo|pervert|perv|male >5 HANGING ~10 gate|gates|school|kids|girls|\
girl|children|child|playground|pupils|boys|toilets
        KIN >>8 DRUNK ~14 DRIVE
        DRUNK_SURE -LEARNING
        KIN ~4 drunk|pissed|intoxicated|paralytic
        DRUNK ~6 driving|drive|drives|drove
        DRUNK ~8 in_charge|pickup|pick_up|collect|collecting
        KIN >>8 MAD ~12 CHILD|VICTIM
        MAD >8 HIT|KILL|hurt
        TAKE_CHILD ~12 CHILD|VICTIM|KIN -LEARNING
        STAFF >>4 DRUNK
    """,
    # ---- harm to others
    "harm-to-others": """
        pillow >4 over >3 face
        to|gonna >1 stab|shank|murder|batter|shoot|behead|merk|cheff >2 him|her|them|someone|me|lad|kid|teacher|ONE
        merk|merked|merking|murk|duppy|cheff|ching >2 him|her|them|you|me|someone
        to|gonna|will >1 stab|shank -LEARNING -PRETEND
        sprayed|squirted|threw|thrown|chucked >3 ammonia|acid|bleach|petrol|lighter_fluid
        push|throw|drop|chuck|launch >3 baby|child|him|her|kids|toddler >5 window|stairs|balcony|bridge|wall|floor
        do|get|finish >1 me|him|her >1 in|off -LEARNING -to_come
        they|lads|gang|group|boys|youths|men >6 will|going_to|gonna|coming|want >3 get|jump|batter|rush|smash|stab|beat >1 him|her|me
        hunted|hunting ~8 ONE|him|her -job -house -PRETEND
        men|lads|cars|people|gang|boys ~8 asking_for|looking_for|waiting_for|after >1 him|her ~10 gate|gates|outside|name|car
        set|sets|setting >2 fire|alight >4 bed|house|home|brother|sister|room|school|himself|herself|flat|him|her|classroom
        bomb >2 in|under|at|outside -PRETEND -LEARNING -bath
        if >2 like|want|value|love >2 living|life|live
        shoot|shooting >3 place|school|everyone >1 up
        planning|plan|plans|plotting|plotted >3 attack|attacks|bombing|shooting|massacre -panic -LEARNING
        off_to|going_to|wants_to|ready_to|travel|travelling >2 fight|jihad|join >3 syria|isis|iraq|war|somalia
        acid ~4 home|ready|bottle -reflux -science
        they|gang|men|or|will|gonna >3 break|breaks|smash|cut|chop >2 his|her|my|me >1 fingers|legs|arms|knees|hand|face|neck
        petrol|firework|fireworks|acid|brick >4 door|letterbox|house|window
        THREAT|planning|wants >4 hurt|harm|attack|kill >2 people|everyone|muslims|jews|christians|gays|them_all|\
strangers|as_many
        made|making|make|makes|building|built|build|knows_how >3 bomb|bombs|explosive|explosives|molotov
        pillow >5 face ~10 baby|sister|brother|him|her
        people|someone|everyone|they|you >2 will|going_to|gonna >2 die ~12 says|said|told|posted|wrote|ONE \
-BEREAVED -MORTAL
        going_to|will|gonna|planning >1 do >1 something >3 school|bad|stupid|big|terrible|tomorrow|him|her
        not >2 come >2 school|in >2 tomorrow|monday|friday|on ~16 going_to|something|happen|happens|warn|warned|friend
        names|list|page >6 die|dead|dies|killed|kill ~8 ONE -BEREAVED -TEACH
        attack|attacking|bomb|shoot|burn|shooting|bombing >3 mosque|church|synagogue|school|temple|mandir|\
gurdwara -LEARNING -PRETEND
        get|getting|gets|be|been >2 stabbed|shot|killed|murdered ~8 ONE -PRETEND
        THREAT >4 KILL_SURE >4 PERSON -6LEARNING
        THREAT >6 KILL >5 PERSON|school|mosque|church|synagogue|place ~14 ONE|KIN|CHILD -5LEARNING
        KILL_KIN >4 kill >2 me|him|her|us|them
        DEATH_THREAT -5LEARNING
        list >6 KILL_SURE
        tried >3 KILL_SURE|strangle|stab|suffocate|drown >3 PERSON
        EXTREME ~8 BEING_DRAWN ~12 ONE -LEARNING
        throw >4 acid|bleach
        acid >6 face|her|him
    """,
    # ---- neglect now, and life at risk
    "neglect-now": """
        no_gas|no_electric|no_heating|no_electricity|no_water|no_hot_water ~8 newborn|baby|toddler|minus|freezing|kids|children|little_ones -school
        month_old|baby|newborn ~6 losing_weight|not_gaining|failing_to_thrive|not_growing|lost_weight
        nappy|nappies >3 not >2 changed
        dementia ~8 looking_after|caring_for|minding|only_one -young_carer
        not >2 given|giving|gives|give >4 meds|medication|insulin|inhaler|medicine ~14 parent|mum|dad|parents|weeks|seizures|hospital -school -consent
        no_adult|no_adults|no_grown_up|no_grown_ups|no_parent|no_parents ~10 house|home|flat|kids|children|LITTLE -meeting -school -LEARNING
        looking_after|minding|caring_for|babysitting >5 little_ones|siblings|baby|brothers|sisters|kids|toddlers|twins ~10 night|nights|out|weekend|overnight|alone -young_carer -carers
        KIN >3 on >2 spice|crack|heroin|gear|meth|smack|coke|ket -recovering -PAST
        bang|banged|hit|knock|knocked|bump|bumped >4 head ~14 sick|vomiting|vomited|drowsy|confused|slurring|sleepy|rubbish|dizzy -guidance -return
        bleeding >3 loads|lots|badly|heavily|everywhere|out|stop
        had|taken|took|swallowed|eaten|ate|necked >2 about|loads|lots|handful|bunch|all|10|12|15|16|20|30|whole|strip|full|entire >6 meds|tablets|pills|medication|paracetamol|ibuprofen|drugs -on_time
        fell|fallen|falls|fall >3 off|from|out >3 roof|window|balcony|bridge
        left|leaves|leaving >8 baby|toddler|kids|children|year_old|little_ones|twins|boys|girls ~10 all_night|\
all_day|all_weekend|overnight|while_she|while_he|pub|year_old_brother|year_old_sister -AT_SCHOOL
        drank|drunk|swallowed|ate|eaten|drinking|swallowing >4 cleaning_fluid|methadone|antifreeze|screenwash|\
white_spirit|detergent|hand_sanitiser|petrol|poison|weedkiller|battery|batteries|magnets|bleach
        found|playing >3 with >3 needle|needles|syringe|syringes ~8 ONE|CHILD
        no_one|nobody >2 with >3 kids|children|baby|toddler
        locked|locks|locking >3 kids|children|baby|child|toddler|him|her >3 in|up|out|outside
        been|was|were|being|are|is|gets|getting >1 left >1 alone|unattended|unsupervised -AT_SCHOOL -deal \
-struggling -hates -likes -prefers -anxious -copes -can_not
        left >2 with >2 stranger|strangers|neighbour|random|someone ~8 ONE|CHILD
        found >3 wandering
        wandering >3 streets|street|road|estate -SKILL
        outside|out >4 cold|freezing|rain|dark|snow ~8 own|alone|baby|locked|nappy|barefoot
        eating|eats|ate|eat >4 bin|bins|rubbish|floor|scraps ~8 ONE|CHILD -pica -wrappers
        stuffing|hiding|hoarding|stashing|taking|saving|pocketing >2 food ~12 monday|weekend|till|until|sister|\
brother|home|no
        asleep|sleeping|slept|sleeps|found >4 shed|doorway|stairwell|bins|bus_stop|car|park|garage|toilets|bin ~8 \
ONE|CHILD|KIN|lives
        not >2 moving|breathing|responding|conscious ~12 ONE|CHILD|KIN|STAFF -MOVING
        no >2 food|dinner|tea|meals ~6 home|house|monday|weekend|till|until -foodbank
        wandering|walking|found|crawling >6 road|street|nappy|motorway|barefoot ~8 toddler|baby|nappy|alone|\
himself|herself|night|dark|midnight|3|4|5|6|three|four|five|six|barefoot
        baby|toddler|babies|newborn|infant ~4 ALONE
        CHILD|ONE|KIN|STAFF >2 collapsed|unconscious|unresponsive -LEARNING
        begging|begs|beg|begged >7 food|sandwiches|sandwich|lunch|snacks|snack|dinner|scraps
        no_one >2 collected|collect|picked|fetched|fetch ~6 ONE|CHILD
        locked_in|locked_him|locked_her|locks_him|locks_her|locked_me|locks_me|locked_them -LEARNING -battle
        blood >4 sleeve|sleeves|arms|wrists|wrist|arm|pants|knickers|underwear
        ALONE_SURE -5LEARNING
        ALONE ~6 TIME_ALONE ~10 baby|toddler|infant|babies|newborn
        LITTLE ~8 ALONE ~8 night|nights|overnight|weekend|house|flat|pub|home|car|days -AT_SCHOOL
        left >4 baby|toddler ~8 alone|own|car|house|flat
        HUNGRY ~10 DAYS
        begging|begs|beg >6 food
        HUNGRY ~10 ONE -LEARNING
        FILTHY ~10 STARVING ~14 ONE
        no_heating|no_electric|no_gas|no_electricity ~8 food|baby|mum|kids|children
        LOCKED ~6 LOCK_CONTEXT -LEARNING
        COLLAPSED -MEDICAL_PLAN -LEARNING
        not >5 WAKE >2 up -SLEEPY
        can|will >2 not >3 WAKE -SLEEPY
        UNCOLLECTED ~14 CHILD|ONE
    """,
    # ---- afraid
    "afraid": """
        note|message|letter|whispered|mouthed|slipped|sign|says|saying >4 help >1 me -homework -maths
        not >3 ring|phone|call|contact|tell >3 dad|mum|home|parents|uncle ~10 begged|begging|begs|scared|please|\
terrified
        can_not >1 go >1 home ~3 tonight|because|ONE|it -until -bus -poorly
        hates|hate|dreads >5 when >3 uncle|stepdad|boyfriend|lodger|grandad|cousin
        SCARED >3 go_back|go_there|go_with|leave_with|go_to_his|stay_with|stay_at|be_alone_with|be_left_with
        SCARED >2 of >3 brother|stepbrother|cousin|uncle -6kids -6pupils -6class -6staff
        petrified|terrified >2 of >1 him|her -6kids -6pupils -6staff -6children -6class -6everyone -6others -6teachers
        home|house >2 scary|frightening|dangerous|hell|unsafe|horrible ~10 says|said|told|ONE -work
        not >2 HOMEWARD >2 with
        not|please >3 make >3 HOMEWARD
        FEAR_SURE|hides|hiding|runs|cries|wets >4 when|if|whenever >4 stepdad|uncle|boyfriend|man|partner|father|\
carer|he|granddad|grandad
        can_not|not|never >2 go_back|going_back >3 there|home|house|his|her|dad ~12 cries|crying|sobbing|clings|\
scared|she|he|begs|begging|please
        send|sending|sends >1 me|him|her|us|them >1 home ~6 not|please|begs|begging|begged|scared|afraid
        not >3 get_in_the_car|go_with|leave_with|go_off_with|go_near ~10 dad|him|stepdad|SCARED
        refuses|refusing|terrified|scared >4 get_in_the_car|go_with|leave_with ~8 dad|him|stepdad|KIN
        SCARED >6 HOMEWARD -2school -4bus -4train
        SCARED >6 GO_HOME >4 because|dad|mum|hit|hurt|stepdad
        SCARED >3 of|by >3 KIN -getting
        KIN >>3 scares|frightens|terrifies >2 VICTIM|me
        not >3 want >2 to >1 HOMEWARD
        not >2 want >4 send >2 home
        not >3 NOT_SAFE -6AT_SCHOOL
        NOT_SAFE ~6 AT_HOME
        NOT_SAFE -6AT_SCHOOL -6staff -6teacher -6teachers -6ta -6tas -6senco -6head
        HOMEWARD ~10 hit|hurt|beat|kill|scared|afraid|terrified|unsafe|frightened|petrified
        dread|dreads|dreading >3 HOMEWARD
        KIN ~4 terrified|petrified >3 of >2 KIN
    """,
}
