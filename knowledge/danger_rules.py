"""The patterns of danger, over the lists of `danger_words`. For safeguarding leads to read.

A pattern reads from left to right. `A >3 B`: B comes after A, with up to 3 words between. `A >>3 B`: the same, but
nobody else begins to act between them ("mum says *he* hits her" is not mum hitting). `A >!3 B`: no *by* between them.
`A ~5 B`: either order. `A & B`: anywhere in the message. `A|B`: either. Small letters are the word itself, with `_` for
a space. `-X`: not when X stands within 8 words; `-12X`: within 12 (what is about learning, only in the same sentence).
`->3 X`: not when X comes within 3 words after. A line that ends in a backslash goes on in the next.
"""

from __future__ import annotations

RULES: dict[str, str] = {
    "suicide": """
        on_the|on_a >0 bridge|ledge|railway|tracks|railings|roof ~12 ONE -toy -ball -PRETEND
        rather >3 hang|drown|jump|stab|shoot|overdose
        can >1 have >1 her|his|my >2 room|things|phone|stuff|clothes|dog|cat|bike|trainers|money|playstation -if
        plan|plans >2 with|has >2 means
        no_one|nobody >3 alive
        nothing >3 to >1 live -near
        SELF >3 dead|dying|die|hanging|hanged -BEREAVED
        think|thinks|thinking|thought|thoughts|dreams|dreaming|talks|talking|feels|feel|feeling >3 about|of|\
like >2 dying|being_dead|death|killing|dieing -BEREAVED -MORTAL
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
        swallowed|swallowing|swallows >5 batteries|battery|magnets|glass|bleach|coins ~8 on_purpose|\
deliberately|herself|himself
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
    "self-harm": """
        sh >2 marks|scars|cuts|again|on
        marks|cuts|scars|scratches|lines >2 both|all|up|on >3 arms|wrists|thighs|legs -PLAYGROUND -eczema
        skin|eraser|rubber|arm|arms|leg|legs ~8 bled|bleeding|raw|bleeds|bleed -PLAYGROUND -eczema
        hurting|hurts|hurt|harms|harming|injuring >1 SELF >4 RAZOR|with|using
        deliberately|on_purpose|intentionally|purposely >8 hand|head|arm|himself|herself|fingers|face|legs ~8 \
door|wall|slamming|slams|hits|hurts|burns|cuts|hot|trap|traps
        did|done|does >1 it >1 herself|himself|themself|myself ~14 wrist|wrists|arms|arm|bandage|bandages|cuts|\
legs|marks
        cuts|slashes|bruises|burns|scratches >4 on >3 BODY|BODY_CUT -PLAYGROUND -eczema
        SELF ~6 BLEED
        pupil|child|girl|boy|student|kid|she|he|y7|y8|y9|y10|y11|daughter|son|lad|friend >2 cutting >1 in|at|\
with|on|during|behind|again -3PAPER -line -TEACH
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
    "abuse": """
        shook|shaking|shakes|shaken >2 baby|babies|newborn|toddler
        lip|eye|nose|cheek >2 split|swollen|cut|black|closed|bust|bruised|bleeding -PLAYGROUND
        begs|begging|begged|pleads >3 stay >4 school|here|with_me|late|after -home
        scald|scalds|scalded|burns|burn|dipped >4 feet|foot|hands|bottom|back|legs|buttocks -PLAYGROUND -victim
        i|ive >6 hit|hurt|slapped|smacked|punched|shook|hitting|shaking >1 my >2 son|daughter|child|baby|kids|\
boy|girl|lad|kid|children
        scared|frightened|afraid|worried >3 what >1 i >2 do
        i >3 might|could|will|going_to|gonna >3 hurt|harm|kill|hit >3 them|him|her|baby|kids|children|son|daughter
        clump|clumps|handful|chunk >3 hair ~10 KIN|pulled
        it >1 was >2 KIN ~14 hurt|hit|mark|bruise|hair|burn|lip|eye|did|whispered|touched|pulled
        messing|messed|interfering|interfered|meddling|mucking >1 with >3 him|her|me|kids|lad|girl|boy|child|\
son|daughter|down_there|foster
        makes|made|making >2 VICTIM >1 stand|sit|sleep|kneel|stay|wait >8 outside|garden|night|cold|hours|shed|\
garage|rain|bath -LEARNING
        punishment|punish|punishes|consequence|punished ~10 outside|cold|water|food|night|naked|locked|burn|\
belt|starve|shed|cupboard -school -behaviour
        hosing|hosed|hoses|rationing|rations >3 him|her|them|water|food|down -PLAYGROUND
        KIN >>3 shut|slammed|trapped|held|put|shoved|stuck|pushed >3 hand|hands|fingers|head|arm|face|feet >4 \
door|oven|drawer|fire|cooker|iron|hob|water|radiator|toilet|flame|plate
        SORE >5 DOWN_THERE ~14 daddy|dad|uncle|grandad|said|says|finger|man|stepdad|brother -infection -thrush -uti
        mummy|mum|daddy|dad ~8 lots_of_red|all_red|red_stuff|blood ~10 floor|everywhere|asleep|bed
        strip|stripped|stripping|undressed >1 him|her|them|me -lights
        boys|girls|lads|they|someone|group|cousin|brother|pupils|men|man|held|pinned >12 pulled|pulls|took|\
pulling|ripped >2 his|her|my|their >1 trousers|pants|knickers|skirt|top|shorts|bra >1 off|down|up
        naked|no_clothes_on ~10 siblings|children|kids|covers|bed|cupboard|shed|together|found -baby -LEARNING \
-toilet
        putting|puts|put|slipping|slips|mixing >3 in >2 his|her|their >1 feed|food|bottle|milk|line|drink|tea \
-thickener -lunch -bag
        poisoning|poisons|poisoned|tampering|tampered ~8 child|him|her|baby|son|daughter|line|drip|tube|feed \
-food_poisoning
        have_to_say|told_to_say|made_to_say|says_i_have_to >4 hurts|pain|sick|ill|poorly
        say|said|says|saying >1 no ~8 boyfriend|does_it|sex|still|carried|made|anyway|makes -homework
        TRAFFICKED ~12 ONE -LEARNING
        made|makes|making|make|force|forced >3 do|does|doing >2 things|stuff ~8 webcam|camera|online|video|bed|\
body|private|phone
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
        boyfriend|stepdad|uncle|cousin|brother|man|lodger|friend|husband|fella|partner >>4 kissed|kisses|\
kissing >2 VICTIM
        sexual|sexy >1 things|stuff|acts|games ~8 VICTIM|KIN|ONE -LEARNING
        KIN|brother|man >>4 makes_love|making_love|made_love|had_his_way
        secret|secrets ~4 KIN -santa
        something|things|stuff >2 happened|happens|happening|happen >4 KIN|home|grandad|uncle
        HIT_PASSIVE >2 by >3 adult|man|grown_up|stranger|grown_ups
        get|gets|got|getting|gives|gave|given|give|giving|had >3 BEATING ~14 ONE -ball
        not >1 hit|hurt|touch|kill|beat|hits|hurts|tell >1 me
        not >2 tell >2 dad|mum|mummy|daddy|uncle|stepdad|parents|anyone ~12 please|begged|begging|kill|scared|\
hit|trouble|promise|secret
        KIN|STAFF|ANYONE_ELSE|he >6 hand|hands|finger|fingers >4 PANTS ~14 her|my|me|child|girl|boy
        KIN >2 did >1 it|that|this ~12 MARKS|INJURY|lip|eye|face|arm|leg|nose|ear|burn|hurt
        swollen|cut|split|burst|bloody|bleeding|busted|black >1 lip|nose|eye|face|cheek ~12 KIN -PLAYGROUND
        gets|get|getting >1 hit|smacked|slapped|battered|belted|beaten|punched|kicked|whacked|walloped|thumped \
>4 if|when|for|because|every|at_home -playtime -break -kids -football
        SCARED ~8 hit|hits|batter|beat|hurt|smack|belt|belts|kill|angry ~6 dad|stepdad|mum|uncle|father|stepmum|\
carer
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
        sexual|sexually >2 images|advances|contact|abuse|assaulted|assault|exploited|harmed|inappropriate|\
touched|comments ~10 her|him|me|pupil|girl|boy -LEARNING
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
    "allegation": """
        STAFF ~12 on_his_knee|on_his_lap|on_her_lap|undone|unbuttoned|unzipped|naked|no_clothes_on|no_clothes|\
undressed|trousers_down -PE_KIT
        STAFF >>4 giving|gives|gave|offering|buying|bought|supplying >4 lifts|lift|money|alcohol|vodka|drugs|\
weed|presents|cigarettes|vapes|drink
        sleeping_with|sleeps_with|slept_with|sleep_with >3 sixth_former|pupil|student|child|year|girl|boy|\
his_mates|her_mates|his_friends|their_mates|his_boss
        told|asked|says|said|ordered >5 not >2 report|log|record|write|mention >3 it|this|them|anyone
        STAFF >>5 took|invited|invites|takes|had|has >3 VICTIM >5 his_house|her_house|his_flat|her_flat|hotel|\
their_house|his_place|her_place|his_home -parents
        force|forcing|forced|forces >1 feed|feeding|fed|feeds
        pinning|pins|pinned|holding >4 babies|children|him|her|them|kids|baby|child >1 down|to -LEARNING
        STAFF ~8 sleepover|sleepovers
        kiss|kissing|kissed|snogging|snogged >2 pupil|student|pupils
        sexual_relationship|affair|having_sex|in_a_relationship|having_a_relationship >3 with >3 pupil|student|\
child|girl|boy|year|sixth_former
        STAFF >>6 HIT|HIT_NOW|TOUCH >!1 a_year|a_y1|a_y2|a_y3|a_y4|a_y5|a_y6|a_y7|a_y8|a_y9|a_y10|a_y11|\
a_reception|a_nursery|a_little
        STAFF >>6 messaging|messages|messaged|texting|texted|texts|whatsapping|snapchatting|snapped|calling|\
emailing|dming >4 pupil|student|child|girl|boy|girls|boys|her|him|pupils|year -parents -parent -mum \
-update -leads
        STAFF >>3 sends|sent|sending|send >5 photos|pictures|messages|videos|texts|selfies ~8 boys|girls|girl|\
boy|pupil|pupils|her|him|kids|student|me -home -parents
        STAFF >>6 relationship|sleeping_with|affair|flirting|messaging|texting|dating|seeing >4 year|\
sixth_former|ex_pupil|y11|y12|y13|y10|y9
        STAFF >>6 HIT|TOUCH|HIT_NOW >!4 VICTIM
        STAFF >>6 STAFF_WRONG >!4 VICTIM
        VICTIM >4 by >3 STAFF ~8 HIT|TOUCH|HIT_NOW|STAFF_WRONG
        HIT|TOUCH|HIT_NOW >4 BY >3 STAFF
    """,
    "violence-at-home": """
        knows|found|find|finds >2 where >2 live|lives|we|she|they ~14 prison|he|injunction|scared|hide|refuge|dad|ex
        injunction|non_molestation|non_mol|restraining_order|bail_conditions|no_contact_order|no_contact ~14 \
near|turned|breach|breached|breaking|taken|took|picked|outside|gone|knows|court
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
    "weapon": """
        come|came|walked|turned|arrived >2 in|up >1 with >2 crowbar|catapult|fireworks|bat|petrol|nunchucks|\
metal_bar|iron_bar|wrench
        crowbar|catapult|nunchucks|fireworks ~6 bag|pocket|school|threatening|ball_bearings -PRETEND -LEARNING \
-safety -display
        is|are|be|was >1 armed|strapped|tooled_up|packing -forces -wheelchair -chair -seat -buggy -lunch -bags \
-boxes
        has|have|brought|with >2 crowbar|catapult|pepper_spray|fireworks|firework|petrol|knuckles|nunchucks|\
metal_bar|metal_pole|iron_bar|wrench|taser|bat >12 threatening|people|hurt|throw|attack|hit|someone|\
school|bag
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
    "forced-marriage": """
        married|marry|wedding ~10 whether_she_likes|whether_he_likes|like_it_or_not|likes_it_or_not|no_choice|\
no_say|does_not_want
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
    "missing": """
        NOT_FOUND ~10 phone_off|since|yesterday|police|last_night|hours|phone_is_off
        lost >2 year_old|reception|y1|y2|y3|y4 -BEREAVED
        absconded|absconds|absconding ~10 ONE -MISSED_THING -risk -class
        left|leaves|walked_out|out_of >2 building|site|premises|grounds ~14 minutes|hours|ago|hour|no_one|gone|\
find|seen
        no_one|nobody >3 eyes|seen|sight|sighting >3 him|her|them|on
        house >2 empty|cleared ~14 days|gone|neighbours|child|no_show
        legged|ran|run|bolted|scarpered >4 out|off|away|it >3 school|site|gate|gates ~10 car|lad|man|boyfriend|\
road|gone|find|missing
        never >2 made|got|arrived|turned|showed >4 school|home|college -time -late -on
        gone|went|left|goes|run|ran >1 off|away >1 with >3 stranger|man|men|someone|bloke|guy|older|boyfriend
        been|was >1 taken >1 by >2 dad|father|ex|man|stranger|mum|someone
        can_not >1 be >1 found|located|traced|reached -FOUND_NOT_A_PLACE
        missing >1 from|on|at >2 trip|school_trip|museum|site|playground|nursery|class_after|register_after|\
beach|park|zoo
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
    "exploitation": """
        lost|lose|lose >2 food|pack|packs|drugs|gear|weed|work ~10 owe|owes|car|debt|stripped|them
        photos|photo|pictures|video|videos|images >10 going >1 round|around|about -school_photos
        hundreds|found|has|loads|secret|collection >4 pictures|photos|videos|images|porn >3 of >3 little_kids|\
kids|children|girls|boys|minors|babies -consent -website -permission -LEARNING
        send_more|more_or|or_he_will|or_she_will|or_they_will|or_else ~14 photo|photos|screenshot|video|\
pictures|nudes|webcam|dad|mum|leak|post
        man|someone|guy|person|stranger|player|friend_online >8 knows|got|has|found >3 his|her|my|their|which \
>1 school|address|house ~14 waiting|meet|gate|come|coming|online|plays
        caught >3 with >4 crack|cocaine|heroin|wraps|cash|knife|machete|blade|weapon|drugs ~8 ONE|CHILD -16EXCLUDED
        paid|money|offered|offers|pay|pays|paying|cash|weed|drugs|vapes|gifts >4 for|in_return_for|\
in_exchange_for >2 sex|photos|pictures|videos|blow_job|blowjob|nudes|favours -school -stationery
        used|recruited|controlled|threatened|chased|followed|targeted|beaten|forced|robbed|jumped >2 by >3 GANG|\
dealers|dealer|gang|gangs ~12 ONE|CHILD -LEARNING
        hotel|hotels|airbnb|flat ~8 men|man|lads|boyfriend|older ~8 ONE
        men|man|lads|blokes|guys|older|strangers|stranger|someone >4 give|gives|giving|gave|buy|buys|buying|\
bought|pay|pays|paying|offered|offering|offers >2 VICTIM|girls >4 money|vodka|drink|drugs|weed|gifts|\
presents|vapes|alcohol|phone|clothes|cash|fags|cigarettes
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
    "unsafe-adult": """
        pissed|drunk|wasted|hammered|paralytic|off_his_face|off_her_face|smashed ~10 kids|children|baby|car|\
gate|pickup|driving|wheel|pram|buggy -PAST -LEARNING
        dad|ex|mum|father|grandad|mother ~14 court|no_contact|contact_order|injunction ~14 taken|took|gone|\
picked|collected|turned -LEARNING
        not >2 give|hand|return|giving >4 back ~8 baby|kids|children|son|daughter
        never >1 see >2 again ~10 him|her|baby|kids|said|says -friends
        passport|passports|ferry|airport ~10 kids|children|him|her|them|baby ~10 tonight|dad|ex|taken|taking|\
got|booked|father -school_trip -trip
        van|car|stranger|man|woman|bloke|vehicle >4 asking|asked|offering|offered|telling >3 kids|girls|boys|\
children|child|pupils|girl|boy|him|her
        no_one|nobody >2 knows|know|recognises|recognised >2 who >3 she|he|they|is|was ~14 playground|child|kid|\
gate|collected|school|hand|took -LEARNING -ep -senco
        outside >1 my|our|his|her|their >1 house|home|flat|door|window ~10 money|they|threatening|waiting|want|\
men|knife
        KIN ~6 crack|heroin|meth|cocaine|coke -LEARNING -recovering -PAST
        KIN >>4 threatening|threatens|threatened >2 staff|teachers|us|me|receptionist|head|teacher|ta|everyone \
-legal -complaint -ofsted -complain -sue -solicitor -press
        KIN >6 hearing >1 voices -LEARNING
        pupil|student|boy|girl|child|lad|kid|y9|y10|y11|y8|son|daughter|she|he|friend >4 INTOXICATED -LEARNING
        drink >3 spiked
        dad|ex|stepdad|father|partner|boyfriend|mum|mam|uncle|brothers >>4 ARRIVED ~10 SIEGE -LEARNING
        man|woman|someone|stranger|bloke|person|lads|intruder >6 no_badge|trying_doors|trying_the_doors|\
climbed_the_fence|over_the_fence|got_into_the_school|in_the_building|in_our_building|will_not_leave|\
on_site|through_the_gate
        KIN ~2 DRUNK_STATE
        stranger|strangers|man|bloke|men|van|weirdo|pervert|perv|male >5 HANGING ~10 gate|gates|school|kids|\
girls|girl|children|child|playground|pupils|boys|toilets
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
    "harm-to-others": """
        pillow >4 over >3 face
        to|gonna >1 stab|shank|murder|batter|shoot|behead|merk|cheff >2 him|her|them|someone|me|lad|kid|teacher|ONE
        merk|merked|merking|murk|duppy|cheff|ching >2 him|her|them|you|me|someone
        to|gonna|will >1 stab|shank -LEARNING -PRETEND
        sprayed|squirted|threw|thrown|chucked >3 ammonia|acid|bleach|petrol|lighter_fluid
        push|throw|drop|chuck|launch >3 baby|child|him|her|kids|toddler >5 window|stairs|balcony|bridge|wall|floor
        do|get|finish >1 me|him|her >1 in|off -LEARNING -to_come
        they|lads|gang|group|boys|youths|men >6 will|going_to|gonna|coming|want >3 get|jump|batter|rush|smash|\
stab|beat >1 him|her|me
        hunted|hunting ~8 ONE|him|her -job -house -PRETEND
        men|lads|cars|people|gang|boys ~8 asking_for|looking_for|waiting_for|after >1 him|her ~10 gate|gates|\
outside|name|car
        set|sets|setting >2 fire|alight >4 bed|house|home|brother|sister|room|school|himself|herself|flat|him|\
her|classroom
        bomb >2 in|under|at|outside -PRETEND -LEARNING -bath
        if >2 like|want|value|love >2 living|life|live
        shoot|shooting >3 place|school|everyone >1 up
        planning|plan|plans|plotting|plotted >3 attack|attacks|bombing|shooting|massacre -panic -LEARNING
        off_to|going_to|wants_to|ready_to|travel|travelling >2 fight|jihad|join >3 syria|isis|iraq|war|somalia
        acid ~4 home|ready|bottle -reflux -science
        they|gang|men|or|will|gonna >3 break|breaks|smash|cut|chop >2 his|her|my|me >1 fingers|legs|arms|knees|\
hand|face|neck
        petrol|firework|fireworks|acid|brick >4 door|letterbox|house|window
        THREAT|planning|wants >4 hurt|harm|attack|kill >2 people|everyone|muslims|jews|christians|gays|them_all|\
strangers|as_many
        made|making|make|makes|building|built|build|knows_how >3 bomb|bombs|explosive|explosives|molotov
        pillow >5 face ~10 baby|sister|brother|him|her
        people|someone|everyone|they|you >2 will|going_to|gonna >2 die ~12 says|said|told|posted|wrote|ONE \
-BEREAVED -MORTAL
        going_to|will|gonna|planning >1 do >1 something >3 school|bad|stupid|big|terrible|tomorrow|him|her
        not >2 come >2 school|in >2 tomorrow|monday|friday|on ~16 going_to|something|happen|happens|warn|warned|\
friend
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
    "neglect-now": """
        no_gas|no_electric|no_heating|no_electricity|no_water|no_hot_water ~8 newborn|baby|toddler|minus|\
freezing|kids|children|little_ones -school
        month_old|baby|newborn ~6 losing_weight|not_gaining|failing_to_thrive|not_growing|lost_weight
        nappy|nappies >3 not >2 changed
        dementia ~8 looking_after|caring_for|minding|only_one -young_carer
        not >2 given|giving|gives|give >4 meds|medication|insulin|inhaler|medicine ~14 parent|mum|dad|parents|\
weeks|seizures|hospital -school -consent
        no_adult|no_adults|no_grown_up|no_grown_ups|no_parent|no_parents ~10 house|home|flat|kids|children|\
LITTLE -meeting -school -LEARNING
        looking_after|minding|caring_for|babysitting >5 little_ones|siblings|baby|brothers|sisters|kids|\
toddlers|twins ~10 night|nights|out|weekend|overnight|alone -young_carer -carers
        KIN >3 on >2 spice|crack|heroin|gear|meth|smack|coke|ket -recovering -PAST
        bang|banged|hit|knock|knocked|bump|bumped >4 head ~14 sick|vomiting|vomited|drowsy|confused|slurring|\
sleepy|rubbish|dizzy -guidance -return
        bleeding >3 loads|lots|badly|heavily|everywhere|out|stop
        had|taken|took|swallowed|eaten|ate|necked >2 about|loads|lots|handful|bunch|all|10|12|15|16|20|30|whole|\
strip|full|entire >6 meds|tablets|pills|medication|paracetamol|ibuprofen|drugs -on_time
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
        asleep|sleeping|slept|sleeps|found >4 shed|doorway|stairwell|bins|bus_stop|car|park|garage|toilets|bin \
~8 ONE|CHILD|KIN|lives
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
    "afraid": """
        note|message|letter|whispered|mouthed|slipped|sign|says|saying >4 help >1 me -homework -maths
        not >3 ring|phone|call|contact|tell >3 dad|mum|home|parents|uncle ~10 begged|begging|begs|scared|please|\
terrified
        can_not >1 go >1 home ~3 tonight|because|ONE|it -until -bus -poorly
        hates|hate|dreads >5 when >3 uncle|stepdad|boyfriend|lodger|grandad|cousin
        SCARED >3 go_back|go_there|go_with|leave_with|go_to_his|stay_with|stay_at|be_alone_with|be_left_with
        SCARED >2 of >3 brother|stepbrother|cousin|uncle -6kids -6pupils -6class -6staff
        petrified|terrified >2 of >1 him|her -6kids -6pupils -6staff -6children -6class -6everyone -6others \
-6teachers
        home|house >2 scary|frightening|dangerous|hell|unsafe|horrible ~10 says|said|told|ONE -work
        not >2 HOMEWARD >2 with
        not|please >3 make >3 HOMEWARD
        FEAR_SURE|hides|hiding|runs|cries|wets >4 when|if|whenever >4 stepdad|uncle|boyfriend|man|partner|\
father|carer|he|granddad|grandad
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
    shut, hide, hiding, hides, forever, cut, cuts, cutting, marks, mark, window, urgent, urgently, now, right now,
    help, worried, police, ran, run, gone, going to, wants to, keeps, every night
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
