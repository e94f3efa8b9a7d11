"""Ordinary English words, so that none of them is taken for the name of a system."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ily", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""),
    ("ly", ""), ("ers", ""), ("ers", "e"), ("er", ""), ("er", "e"), ("est", ""),
)  # fmt: skip
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1(?:ing|ed|er)$")


def is_english(word: str) -> bool:
    """Whether a folded word, or the word it was formed from ("licensing"), is an ordinary one."""
    return len(word) == 1 or word in WORDS or any(stem in WORDS for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            yield word[: -len(ending)] + instead
    if _DOUBLED.search(word):
        yield _DOUBLED.sub(r"\1", word)


WORDS = frozenset(
    """
    assistant grok a abiding ability able about above abroad absence absolute abstract abuse academic accent
    accept acceptable access accessibility accessible accident accidentally accommodate accordance according
    account accountability accuracy accurate achieve acknowledge acoustic acquaintance acquainted across act
    action activate activation active activity actual ad adapt adaptation adaptive add addition additional
    additive address adequate adjourned adjust adjustments administration admission admit adopt adoption adult
    advance advantage advice advise advisory aesthetic afaik affairs affect afford affordability affordable
    afraid after afternoon afterwards again against age aged agency agenda agendum agent agentic ago agree
    agreement agricultural agriculture ah ahead ai aid aim aint air airlines airports aka alarm algorithm align
    alignment all allegedly allies allocated allocation allow almost alone along alongside alpaca already
    alright als also alternate alternative although altman altogether always am amazing amber ambiguous
    ambitious amendment america american among amongst amount an analysis and angle animal annotations announce
    announcement annoying annual anon anonymous another answer ant anti anticipate any anybody anymore anyone
    anything anyway anywhere apart api apollo apologies apologize app apparatus apparently appeal appear
    appearance applicable application appreciate apprenticeships approach appropriate approval approve
    approximately approximation apr april arabic arbitrary architecture archive arctic are area arent arguably
    argue argument around arrange arrangement array arrived arrow art article articulation articulatory
    artificial artistic arxiv as asap aside ask aspect assault assess assessment assign assignment assist
    assistance associate assume assumption assurance assure at athena atlas attach attainment attempt attend
    attendance attention attitude attract attractive attributes audible audience audio aug august aurora
    authority auto automatic automatically autonomy availability available average avoid awarded awarding aware
    awareness away awful baccalaureate back backchannel backend background backlight backlog backup backwards
    bad bakery balance ball ban banana band bandwidth bank bankruptcy bar bard barriers base baseline basic
    basically basis battery be bear beautiful became because become beef been beep before began begin behalf
    behavior behaviour behind being belief believe bells below benchmark benefit bert besides best bet between
    beyond bias big biggest bilingual bill billion bin binary binding biology bird bit black blah blank bleep
    block blog bloom blue board body bogus bold bonus book boot border boring born boss bot both bottom bought
    bound boundary box boys bracket brain brainstorming branch brand break breath bridge brief bright brightness
    brilliant bring bro broad broke broken brought browse bs btw budget bug build built bulb bulk bullshit bump
    bunch bundle burden bus business busy but butterfly button buy by cabinet cable calculate calculation
    calculator call came camera campaign campus can cancellation cancelled candidate cannot canonical cant
    capability capable capacity capital capture car carbon card care careful carry case cash castle cat catch
    categorisation category caught cause celebrate celebration cell cent centimetres central centre certain
    certainty certificate certification certify cetera ch chain chair challenge chamber chance change changeable
    channel channelized characteristic charge charter chat chatbot cheap cheating check checklist checkpoint
    chief child childcare childhood children china chinese chip choice choose chose chosen circle circuit
    circumstances citation citizens city civil claim clap clarify clarity class classification classify
    classroom clause clay clean clear clever cli click client climate clip cloak clock close closest clothes
    clothing cloud clunky clustering coach coast code codebase coefficients coffee cognitive cohort cold
    collaboration collaborate collaborative colleague collect collection collective college color colour
    colourful column com combat combination combine come comet comfort comfortable comma command commencement
    comment commercial commission commit commitment committee common communicate communication community compact
    company comparable compare comparison compatible compensation competition competitive competitors compiler
    complaints complete complex complexity compliance compliant complicated comply component comprehensive
    compromise computation computational compute con concentrate concept conceptual concern conclude conclusion
    concrete condition conditional conduct conference confidence confident configuration confirm conflict
    conform conformance conformant conformity confuse confusion connect connection conscious consensus consent
    consequence consider considerable consideration consistency consistent console consortia constant
    constituency constituent constrained constraint construct construction consultation consumer consuming
    contact contain content context continuation continue continuity continuous contract contrary contrast
    contribute contribution control convenient convention conventional conversation conversion convert convince
    cool cooperation cope copilot copy copyleft copyright copyrightable core corner coronavirus corp corpora
    corporate corporations corpus correct correlation correspond cost couch could couldnt council counselling
    count counterparts country couple course court cover cpu cracks cradle crap crash crazy create creative
    creativity creator credit crimes criminal crisis criteria criterion critical cross crucial crude crystal
    cube cues cultural culture curious curly current curriculum curve curvy custom cut cute cycle da daily dairy
    damage damn danger dark dash data database dataset date daughter day de dead deadline deal dealt dear death
    debate debt dec december decent decide decision declarations declare decline decrease dedicated deemed deep
    default defence defend deficit define definite definition degradation degree delay delete delighted deliver
    delivery delta demand demo democracy democratic demographic demonstrate department depend dependency
    dependent deploy depth deputy derivative derive des describe description deserve design desire desktop
    despite detail detect detection detector determine dev devastating develop development device devolved di
    diagram dial dialogue dictionary did didnt die died diff difference different difficult difficulty dig digit
    digital dignity diligently dimension diode direct direction directive director directory disability disabled
    disadvantage disagree disappointed discard disclose disclosure discord discourse discovered discrimination
    discuss discussion disease dishonest disk display disposable dispute distance distant distill distillation
    distinct distinction distinguish distribute distribution diverse diversity divide division do docking
    document documentation does doesnt dog doing dollar dolly dolphin domain domestic dominant don donation done
    dont door dot double doubt down download downloadable downstream downvote dpo draft draw drawn drew drive
    driven drop drugs duck dude due dumb dump dunno durable duration during dutch duty dynamic dynamo each eagle
    ear earlier ease easier easiest easy eat echelon echo economic economy edge edit education educational
    effect effective effectiveness efficient effort eg eh eight eighteen eighty either elaborate elder elected
    election electrical electricity electronic elegant element elephant eleven eligibility eligible eliminate
    else elsewhere email embedded embedding ember emergency emotional emphasis emphasise emphasized employed
    employees employer employment empty enable encoding encourage encryption end endorse endorsement energy
    enforcement engage engagement engine engineering english enhance enhancement enjoy enormous enough ensure
    enter entertainment entire entitled entity entry envelope environment environmental epoch equal equality
    equipment equivalent erase ergonomic error especially essential establish estimate estimation etc ethic
    ethical ethnic eu europe european euros evaluate evaluation evasion even event eventually ever every
    everybody everyone everything everywhere evidence evolving ex exact exam examination example exceed excel
    excellent except exchange excitation excited exciting exclude exclusive excuse executive exercise exist exit
    expand expansion expect expectation expenditure expense expensive experience experiment experimental expert
    expertise explain explanation explanatory explicitly explore express expression extend extension extensive
    extent exterior external extra extract extraordinary extreme eye face facilitate facility fact factor fail
    failure fair fake falcon fall false familiar family fan fancier fancy fantastic faq far farm fashion
    fashionable fast favor favour favourite fear feasibility feasible feature feb february fed federal fee feed
    feedback feel feet fellow felt female few field fifteen fifteenth fifth fifty fight figure file fill film
    filter final finance financial find fine finetune finger finish finite finnish fire firearm firm first
    fiscal fish fisheries fit five fix flag flash flashy flat flexibility flexible flight flip floating floor
    floss flow fluorescent flux fly focus folder folks follow food for forbidden force forecast foreground
    foreign forestry forever forget forgot forgotten fork form formal formalism format forth forty forum forward
    foss foster found foundation four fourteen fourth frame framework france frankly fraud free freedom freeware
    freeze french frequency frequently fresh fri friday friend from front frontend fruit fruity frustrated
    frustrating frustration fuck fulfil full fully fun function functional functionality fund fundamental funky
    funny furniture further furthermore future fyi gadget gain game gang gap gas gated gather gave gdpr gen
    gender general generate generation generative generator generic generous genuinely geographic german germany
    get gig girls git github give given glad global gloss glow gmbh go goal goes going gone gonna good goose got
    gotta gotten governance governing government gpu grab grade graduate grained grammar grandparents granite
    grant graph graphical grateful gratis great green grey grip ground group groupings grow growth guarantee
    guess gui guidance guide guidelines gun guy ha hackernews had hadnt hafta haha half hall hand handle handy
    hang happen happy hard hardware harm harmful harmonic harvesters has hasnt hate have havens havent hawk he
    head headphones headset headteachers health healthy hear heard heart heavy height held hell hello help
    helpful her here hermes hes hey hi hidden hide high highlight him himself hindi hire his histogram historic
    historically history hit hmm hn hold home homepage hon honour honourable hook hope hopefully horrible host
    hot hour house household how however html http hubs huge huh human hundred hurt hybrid hype hyperparameter
    hypothesis i icons id idea ideal identification identify identity idiotic idk ie if ignore iirc ill illegal
    im image imagine imho immediate immigration imo impact implement implementation implications implicit
    implied import importance important impossible impressed impression improve improvement in inc incentives
    incidents inclined include inclusion income inconsistent incorporate incorporation increase incredibly
    indeed independent india indicate indication indicator indigenous individual industrial industry ineligible
    inequality inevitably infer inference influence info inform informal information infra infrared
    infrastructure ingredients initial initiative injury innovation innovative innovativeness input inquiry ins
    insert insertion inside insisted inspected inspection inspiration inspired install instance instantaneous
    instead institution institutional instruction insurance integrate integration integrity intelligence intend
    intention inter interact interaction interactive interchangeable interface interfere interference interim
    interior intermediate internal international internet interpret interpretation interrupt intervention into
    introduce introduction intuition intuitive invest investigate investigation investment invite involve
    involvement irc iris irrelevant is ish isnt isolated isolation issue it italian italy item iterations its
    itself ive jade jailbreak jan january japan japanese java job jog join joint journey joystick jrandom ju
    judge judgment jul july jump jun june jupiter jurisdiction jus just justice keen keep kept kernel key
    keyboard keypad keywords kick kidding kids killed kind kinda kinetic kn knew know knowledge known korean
    kytv la lab label labour lack laid land landlords landmark language lapel laptop large largest last late
    latency latest latex latter laugh laughter launch law lawyer lay layout lazygravy le lead leadership learn
    learnt least leave lecun led left legacy legal legislation legislative legit legitimate legs lemon length
    less lessons let level lgtm li liability library libre licence license licensee licensor lie life light like
    limit limitation line linear linguist linguistic link list listen literacy literally literature lithium
    little live llm lmao load loan local locate location locator lock lockdown log logic logical logo lol
    lonelynerd long loo look loop lora lose loss lost lot loud love low ltd lucie luck luna lunch lying machine
    machinery made maffulli magnitude mail main maintain major majority make male man manage management manas
    mandate mango manual manufacturer manufacturing many map mar march marin mark market marketable masks mass
    massive master mastodon match mate material math mathematics matter maximum may maybe me meal mean
    meaningful meant meantime measure meat mechanism media medical medium meeh meet meh mel member memorandum
    memory men mental mention menu mercury merely merge mess message met metal method mi mic microphone mid
    middle midst might mihi mikalv mike military million millisecond mind mine minerva mini minimal minimum
    minister ministerial minor minority minus minute misleading mismatch miss mission mistake mix mixture mj ml
    mm mmm mobile mode model modern modest modifications modify modulation module moe mof moi moment mon monday
    money monitor month moon more morning mortgage most motion motto mounted mouse mouth move movement movie mu
    much multi multifunctional multimodal multiple multiply municipal municipalities murdered music musical musk
    must mute my myself nah name narrow nation national native natural nature navigate navigation ne near neat
    necessary necessity need neednt negative neglect negotiate negotiations neither net network neural
    neurodevelopmental neutral never new next nice niche night nine ninety nnn no nobody node noise noisy non
    noncommercial none nonsense nonspeech nonvocalsound noon nop nope nor normal normalization normalize north
    northern not notation note nothing notice notion nov nova novel novelty november now nowadays null number
    numeracy nutshell nvidia obesity object objection objective obligation observations observe obtain obvious
    occur oct october odd of off offence office official often oh oil ok okay old omg on once one ongoing online
    only onto ontology onyx ooh oops opal open openness opensource openwashing operate operation operator
    opinion opportunity opposed opposite opposition opt optimal optimiser optimizer option optional or orange
    orca order ordinary org organ organic organisation organization original orion os osaid osd osi oss other
    otherwise ought our ourselves out outbreak outcome outdated outline output outside over overall overcome
    overlap overseas overview overweight own pace package pad page paid pain painful paint palm pandemic panel
    paper parallel parameter parameterless params parent parental parliamentary parse part partially participant
    participate participation particular partner partnership party pass past paste patent path pathway patient
    pattern pause pay payment payroll peace pear pearl pedagogy peer pen penalty people per percent percentage
    perens perfect perform performance perhaps period perl permanent permissive permitted person personal
    perspective petition phase phi phoenix phone phoneme phonetic phonological photo photoshop phrase physical
    pick picture piece pilot pink pipeline piper pitch place plain plan plane plant plastic plate platform play
    please pleasure plenty pls plug plugin plus plz pockets point police policy political politics pollution
    poor pop popular population pork port portable portion portuguese position positive possibility possible
    possibly post posterior postgraduate potato potential poverty power powerful powerpoint pr practical
    practice practitioners precise precision prefer preference preliminary preparation prepare preprint presence
    present presentation press pressure presumably presume pretend pretrain pretty prevent preventative
    prevention previous price primary prime principle print prior priority privacy private probability probably
    problem problematic procedure proceed proceedings process processor procurement produce product production
    productive professional professor profile profit program programmable programme progress prohibited project
    prominent promise promote promotion prompt pronunciation proof proper property proportion proposal propose
    proprietary prosodic prosody protect protection protective protein protocol prototype proud prove provide
    province provincial provision proxy pruning psychological public publish pull punishment pupil purchase pure
    purpose pursue push pushbutton put qualification qualify quality quantised quantization quantized quarter
    query question questionnaire quick quit quite quote rabbit race racial racialized racism radio rail raise
    ran random range rank rapid rare rate rather ratio raven raw rc re reach reaction read readiness readme
    ready real realise realistic reality realize reason reasonable reasonably rebuild recall recap receive
    recent recharge rechargeable recipe reckon recognisable recognise recognition recognize recommend
    recommendation record recover recovery recreate recruiting recruitment red reddit redesign reduce reduction
    redundant refer reference referral reflect reflection reform refused refusing regard regardless regime
    region regional registered regression regrets regular regulate regulation regulator regulatory reject relate
    relation relationship relative release relevance relevant reliability reliable relicense relief rely remain
    remainder remarks remember remind remit remote removable removal remove rent reopen repeat repeatedly
    repetitive replace replacement reply repo report represent representation representative reproduce
    reproducibility reproducible request require requirement research reserves residents resilience resilient
    resolution resolve resource respect respectively respond response responsibility responsible rest restart
    restricted restriction restrictive result retrain retrieval return revealed revenue reverberation reverse
    review revised rich rid ridiculous right rigorous ring rise risk rlhf rn road roadmap robotics robust
    robustness role roll room root rough round route rst rub ruby rule run rural safe safeguarding safety sage
    said salary sale sam same sample sat satisfaction satisfied satisfying saturday saturn sauce save saw say
    scale scenario schedule schema schematic scheme school science scientific scope score scrap scratch screen
    screw scribe script scroll scrum scrutiny sdk search season seasonal seat second secondary secret secretary
    section sector secure security see seek seem seen segment segmentation select selection self sell semantic
    send senior sense sensible sensitive sensor sent sentence sep separate sept september sequence series
    serious serve service session set setup seven seventeen seventy several sexy sft shake shall shame shape
    share shareware she sheet shelf shell shift shipped shipping ships shit shock shoes shoot shop short
    shortage shot should shouldnt show shown shut side sigh sight sign signal significant silence silly silver
    similar simple simplest simplicity simplify simplistic simply simultaneously since single sit site situation
    six sixteen sixth sixty size sketch skill skin skip sky slash sleek slide slight slim slogan slot slow
    smacked small smart smooth snail so social society socket soft software sol solar sold soldiers sole solid
    solution solve some somebody somehow someone something sometime somewhat somewhere soon sophisticated sora
    sorry sort sorta sound source sourceware south space spain spanish spare spatial speak spec special
    specialist specific specifically specification specify spectra spectral spectrogram spectrum speech speed
    spell spend spent spinning spirit split spoke spoken sponge sport spot spread spreadsheet spring spurt
    square stability stable staff stage stakeholders stand standard star start startup state statement station
    stationary statistic statistical status statutory stay stella step stereo stick still stock stop storage
    store story straight straightforward strain strange strategic strategy strawberry stream street strength
    strengthen stress stretch strict string strong struck structural structure struggle stuck student study
    stuff stupid sturdy style stylish sub subject sublicense submission submit subset subsidy substantial
    subtitles subtract subtraction succeed success successful such sudden suffer sufficient suggest suggestion
    suit suitable sum summarize summary sun sunday super superset supplement supplementary suppliers supply
    support supportive suppose sure surface surprise surrounding survey suspect suspend sustainability
    sustainable swiss switch symbol syntactic syntax synthesis synthetic system systematic systemic table tackle
    tag tail take taken talented talk tandem tap tape tarball target task taste taught tax taxpayers tbh teach
    team teamwork tech technical technique technological technology telephone teletext television tell temporal
    temporary ten tenants tend tenth term terminology terrible territorial territories test text textbook than
    thank that thatd the their them theme themselves then theory there therefore these thesis they theyre theyve
    thick thin thing thingy think third thirteen thirty this tho those though thought thousand thread threat
    three threshold through throughout throw thrown thu thumb thursday thx ticket tie tied tier tight till time
    timeline timeout timetable tiny tired titan titanium title tldr to today together token tokeniser tokenizer
    told tolerance tomorrow tonight too took tool top topic total touch tough tour tourism tourist toward tower
    town tpu tracing track tract trade trademark traditional trafficking train transcribe transcript
    transcription transfer transformation transformer transistor transit transition transitional translate
    translation transmit transparency transparent transport travel treat treatment tree trend trendy trent
    triangle tricky tried tries trigger trip triple trouble true truly trust truth truthfully try tue tuesday
    tune tunnel turbo turn turtle tweak twelve twenty twice twitter two txt type typical ugh ugly uh uk ultimate
    um unable unacceptable uncensored uncertain uncertainty unclear undecided under underneath understand
    understood undertake undertaken undetermined undisclosed undo unethical unfortunately ungated unintended
    unions unique unit universal university unknown unless unlike unnecessary unprecedented unsafe unsure until
    unusual unvoice up update upgrade upon ups upstream upvote ur urge urgent url us usa usability usable usage
    use useable used useful useless user using usual utterance valid valuable value variability variable
    variance variation variety various vary vast vector veg vegetable vendor verb verify version versus very
    veterans via vice victims video view viking violence virtual virus visible vision visit visitors visual
    vital vocabulary vocal voice volume voluntary volunteers vote vram vs vulnerable wa wage wait walk wall
    wanna want warm warning warranty was washing wasnt waste watch water wave waveform way we weak weapons wear
    weather web website webui wed wednesday wee week weekend weight weightless weird welcome well went were
    werent weve wh what whatever wheel when whenever where whereas wherever whether which while whilst whisper
    whistle white whiteboard who whoever whole whom whose why wide width will win wind window wire wireless wise
    wish with withheld within without witnesses wizard woman women wonder wonderful wont wood wooden word work
    workforce workload workplace workshop world worry worse worst worth worthwhile would wouldnt wow wrap write
    written wrong wrote wtf www yea yeah year yellow yep yes yesterday yet yi you youll young your youre
    yourself youth youve yup zephyr zero zeus zone zuckerberg
    """.split()
)
