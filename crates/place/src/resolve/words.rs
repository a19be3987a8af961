//! The words of English that speak of places: features, prepositions, titles, directions.
//!
//! Grammar only. Names of places belong to the gazetteer.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::Kind;

/// What a word such as "province" says about the name beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feature {
    /// One word, or two with a space between.
    pub words: &'static str,
    /// Kinds that the name may be of, the usual one first.
    pub kinds: &'static [Kind],
}

const TOWN: &[Kind] = &[Kind::Town];
const CAPITAL: &[Kind] = &[Kind::Town];
const PROVINCE: &[Kind] = &[Kind::Admin1, Kind::Admin2, Kind::Region];
const REGION: &[Kind] = &[Kind::Region, Kind::Admin1, Kind::Admin2, Kind::Country];
const COUNTY: &[Kind] = &[Kind::Admin2, Kind::Admin1];
const DISTRICT: &[Kind] = &[Kind::Admin2, Kind::Neighbourhood, Kind::Admin1];
const COUNTRY: &[Kind] = &[Kind::Country, Kind::Admin1, Kind::Region];
const PART: &[Kind] = &[Kind::Neighbourhood, Kind::Town];
const RIVER: &[Kind] = &[Kind::River];
const LAKE: &[Kind] = &[Kind::Lake];
const SEA: &[Kind] = &[Kind::Sea];
const MOUNTAIN: &[Kind] = &[Kind::Mountain, Kind::Region];
const ISLAND: &[Kind] = &[Kind::Island, Kind::Admin1, Kind::Admin2, Kind::Region, Kind::Country];
const VALLEY: &[Kind] = &[Kind::Valley, Kind::Region, Kind::Desert];
const DESERT: &[Kind] = &[Kind::Desert, Kind::Region];
const AIRPORT: &[Kind] = &[Kind::Airport, Kind::AirBase];
const AIR_BASE: &[Kind] = &[Kind::AirBase, Kind::Airport, Kind::Base];
const BASE: &[Kind] = &[Kind::Base, Kind::AirBase];
const BORDER: &[Kind] = &[Kind::BorderPost];
const DAM: &[Kind] = &[Kind::Dam];
const FIELD: &[Kind] = &[Kind::OilField, Kind::Refinery];
const REFINERY: &[Kind] = &[Kind::Refinery, Kind::OilField, Kind::Port];
const PLANT: &[Kind] = &[Kind::PowerPlant, Kind::Dam];
const CAMP: &[Kind] = &[Kind::Camp, Kind::Base];
const BRIDGE: &[Kind] = &[Kind::Bridge];
const ROAD: &[Kind] = &[Kind::Road];
const PORT: &[Kind] = &[Kind::Port];
const PRISON: &[Kind] = &[Kind::Prison];
const HOSPITAL: &[Kind] = &[Kind::Hospital];
const SITE: &[Kind] = &[Kind::Facility];

macro_rules! features {
    ($($kinds:ident: $($words:literal)*;)*) => {
        &[$($(Feature { words: $words, kinds: $kinds },)*)*]
    };
}

const FEATURES: &[Feature] = features! {
    TOWN: "city" "town" "village" "hamlet" "settlement" "municipality" "cities" "towns" "villages"
        "township" "hometown" "port city" "border town" "border city";
    CAPITAL: "capital" "capital city" "provincial capital";
    PROVINCE: "province" "governorate" "oblast" "state" "department" "prefecture" "provinces"
        "governorates" "oblasts" "states" "krai" "voivodeship" "emirate" "wilayat";
    REGION: "region" "regions" "enclave" "exclave" "territory" "republic" "peninsula";
    COUNTY: "county" "counties" "parish" "raion" "rayon" "subdistrict" "canton" "borough";
    DISTRICT: "district" "districts" "zone" "division";
    COUNTRY: "country" "kingdom" "nation";
    PART: "neighborhood" "neighbourhood" "quarter" "suburb" "ward" "neighborhoods"
        "neighbourhoods" "suburbs";
    RIVER: "river" "canal" "creek" "rivers";
    LAKE: "lake" "reservoir";
    SEA: "sea" "gulf" "strait" "bay" "ocean" "straits";
    MOUNTAIN: "mountain" "mountains" "mount" "hills" "heights" "range" "hill" "mountain range";
    ISLAND: "island" "islands" "archipelago" "isle" "atoll";
    VALLEY: "valley" "basin" "plain" "plains" "plateau" "gorge";
    DESERT: "desert";
    AIRPORT: "airport" "airfield" "airstrip" "international airport" "military airport";
    AIR_BASE: "airbase" "air base" "air-base" "military airfield" "air field";
    BASE: "base" "barracks" "garrison" "military base" "army base" "naval base";
    BORDER: "border post" "border crossing" "crossing" "border gate" "crossing point"
        "border checkpoint" "frontier post";
    DAM: "dam" "barrage";
    FIELD: "oilfield" "oilfields" "oil field" "oil fields" "gas field" "gas fields" "oil facility";
    REFINERY: "refinery" "oil refinery" "oil terminal" "gas plant";
    PLANT: "power plant" "power station" "nuclear plant" "nuclear power";
    CAMP: "camp" "refugee camp" "displacement camp";
    BRIDGE: "bridge";
    ROAD: "road" "highway" "motorway" "corridor" "freeway";
    PORT: "port" "harbour" "harbor" "seaport";
    PRISON: "prison" "jail" "detention center" "detention centre";
    HOSPITAL: "hospital" "medical center";
    SITE: "mosque" "church" "cathedral" "university" "school" "stadium" "factory" "station"
        "market" "square" "monastery" "citadel" "castle" "academy" "steelworks" "mine" "museum"
        "cemetery" "silo" "silos";
};

/// The feature that begins with these lower-case words; two words before one. Gives how many.
pub(super) fn feature(first: &str, second: Option<&str>) -> Option<(Feature, usize)> {
    if let Some(second) = second {
        let two = FEATURES.iter().find(|feature| {
            feature.words.split_once(' ').is_some_and(|(one, two)| one == first && two == second)
        });
        if let Some(feature) = two {
            return Some((*feature, 2));
        }
    }
    FEATURES.iter().find(|feature| feature.words == first).map(|feature| (*feature, 1))
}

/// Small words inside names: "Rio de Janeiro", "Bosnia and Herzegovina", "Newcastle upon Tyne".
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "of" | "de"
            | "la"
            | "las"
            | "los"
            | "le"
            | "les"
            | "del"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "des"
            | "es"
            | "el"
            | "al"
            | "and"
            | "an"
            | "am"
            | "im"
            | "auf"
            | "sur"
            | "sous"
            | "upon"
            | "on"
            | "under"
            | "by"
            | "y"
            | "e"
            | "i"
            | "ez"
            | "az"
            | "as"
            | "ash"
            | "at"
            | "ad"
            | "ar"
            | "der"
            | "den"
            | "van"
            | "von"
            | "di"
            | "na"
            | "nad"
            | "the"
            | "'s"
            | "’s"
    )
}

/// Articles that begin a name in lower case: "al-Bab".
pub(super) fn is_lower_article(word: &str) -> bool {
    matches!(
        word,
        "al" | "el" | "ar" | "as" | "ash" | "at" | "ad" | "az" | "an" | "es" | "ez" | "ul" | "adh"
    )
}

/// Nouns of what falls on a place, before "on".
pub(super) fn is_strike(lemma: &str) -> bool {
    matches!(
        lemma,
        "strike"
            | "airstrike"
            | "raid"
            | "bombardment"
            | "shelling"
            | "bombing"
            | "bomb"
            | "shell"
            | "rocket"
            | "offensive"
            | "siege"
            | "march"
    )
}

/// Prepositions that a place follows.
pub(super) fn is_locative(word: &str) -> bool {
    matches!(
        word,
        "in" | "near"
            | "outside"
            | "around"
            | "inside"
            | "from"
            | "toward"
            | "towards"
            | "into"
            | "across"
            | "throughout"
            | "at"
            | "to"
            | "between"
            | "through"
            | "via"
            | "within"
            | "over"
            | "beyond"
            | "leaving"
            | "entering"
            | "besieged"
            | "visiting"
            | "entered"
            | "left"
            | "reached"
            | "captured"
            | "seized"
            | "retook"
            | "recaptured"
            | "liberated"
            | "bombed"
            | "shelled"
    )
}

/// Titles that make the next name a person's.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.').to_ascii_lowercase().as_str(),
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "prof"
            | "professor"
            | "gen"
            | "general"
            | "col"
            | "colonel"
            | "maj"
            | "major"
            | "capt"
            | "captain"
            | "lt"
            | "lieutenant"
            | "sgt"
            | "sergeant"
            | "cpl"
            | "pvt"
            | "adm"
            | "admiral"
            | "sen"
            | "senator"
            | "rep"
            | "gov"
            | "president"
            | "minister"
            | "sheikh"
            | "imam"
            | "ayatollah"
            | "judge"
            | "justice"
            | "officer"
            | "detective"
            | "deputy"
            | "sheriff"
            | "coach"
            | "sir"
            | "lord"
            | "lady"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "rev"
            | "father"
            | "sister"
            | "brother"
            | "uncle"
            | "aunt"
            | "commander"
            | "secretary"
            | "congressman"
            | "congresswoman"
            | "spokesman"
            | "spokeswoman"
            | "commissioner"
            | "principal"
            | "superintendent"
    )
}

/// First words of many names of villages: alone they name none.
pub(super) fn is_name_element(word: &str) -> bool {
    matches!(
        word,
        "Kafr"
            | "Kafar"
            | "Tal"
            | "Tall"
            | "Tel"
            | "Tell"
            | "Khirbet"
            | "Khirbat"
            | "Ain"
            | "Ayn"
            | "Ein"
            | "Beit"
            | "Bayt"
            | "Umm"
            | "Um"
            | "Abu"
            | "Jabal"
            | "Jebel"
            | "Wadi"
            | "Khan"
            | "Bab"
            | "Deir"
            | "Dayr"
            | "Qalat"
            | "Maarat"
            | "Jisr"
            | "Ras"
            | "Bir"
            | "Nahr"
            | "Sheikh"
            | "Shaykh"
            | "Novo"
            | "Nova"
            | "Novyi"
            | "Velyka"
            | "Mala"
            | "Stara"
            | "Verkhnia"
            | "Nyzhnia"
            | "Donji"
            | "Gornji"
            | "Donja"
            | "Gornja"
            | "Upper"
            | "Lower"
    )
}

/// Houses and people of one country that are in another: "the Ruritanian embassy", "two Ruritanian peacekeepers".
pub(super) fn is_abroad(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    matches!(
        singular,
        "embassy"
            | "embassie"
            | "consulate"
            | "ambassador"
            | "consul"
            | "envoy"
            | "diplomat"
            | "peacekeeper"
            | "contractor"
            | "crew"
            | "pilot"
            | "journalist"
            | "reporter"
            | "cameraman"
            | "photographer"
            | "tourist"
            | "missionary"
            | "missionarie"
            | "nun"
            | "monk"
            | "engineer"
            | "national"
            | "hostage"
            | "observer"
            | "airliner"
    )
}

/// Words by which the name of a body goes on after the name of its place.
pub(super) fn is_institution(word: &str) -> bool {
    matches!(
        word,
        "Police"
            | "Sheriff"
            | "Court"
            | "Courts"
            | "Department"
            | "Council"
            | "Board"
            | "Fire"
            | "School"
            | "Schools"
            | "Chamber"
            | "Commission"
            | "Authority"
            | "Ministry"
            | "Army"
            | "Military"
            | "Hospital"
            | "University"
            | "College"
            | "Church"
            | "Jail"
            | "Library"
            | "Parliament"
            | "Government"
            | "Airport"
            | "Club"
            | "Society"
            | "Association"
            | "District"
            | "Superior"
            | "Circuit"
            | "Municipal"
            | "Regional"
            | "Community"
            | "Public"
            | "Sheriff's"
            | "Judge"
            | "Attorney"
            | "Commissioners"
            | "Supervisors"
    )
}

/// Words of direction and extent that stand before a name without being part of it.
pub(super) fn is_direction(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "upper"
            | "lower"
            | "greater"
            | "downtown"
            | "rural"
            | "north-east"
            | "north-west"
            | "south-east"
            | "south-west"
            | "north-eastern"
            | "north-western"
            | "south-eastern"
            | "south-western"
            | "mid"
            | "coastal"
            | "old"
            | "new"
            | "metro"
            | "suburban"
            | "inner"
            | "outer"
    )
}

/// Nouns after which "of X" puts something near X, not in it.
pub(super) fn is_nearness_noun(word: &str) -> bool {
    matches!(
        word,
        "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "outskirts"
            | "vicinity"
            | "countryside"
            | "suburbs"
            | "outside"
            | "environs"
            | "edge"
            | "edges"
            | "surroundings"
            | "hinterland"
            | "gates"
            | "periphery"
            | "north-east"
            | "north-west"
            | "south-east"
            | "south-west"
            | "kilometers"
            | "kilometres"
            | "miles"
            | "km"
            | "approaches"
    )
}

/// Nouns after a name that speak of what lies around it.
pub(super) fn is_surroundings(word: &str) -> bool {
    matches!(
        word,
        "countryside"
            | "outskirts"
            | "suburbs"
            | "surroundings"
            | "hinterland"
            | "environs"
            | "vicinity"
            | "axis"
            | "pocket"
    )
}

/// Nouns of what a town has, and hardly a person: "its suburbs", "its airport".
pub(super) fn is_of_town(word: &str) -> bool {
    is_part(word)
        || is_surroundings(word)
        || matches!(
            word,
            "centre"
                | "center"
                | "airport"
                | "airbase"
                | "port"
                | "harbour"
                | "harbor"
                | "streets"
                | "edge"
                | "fall"
                | "capture"
                | "liberation"
                | "residents"
                | "inhabitants"
                | "citadel"
        )
}

/// Words for a part of a town or of an area.
pub(super) fn is_part(word: &str) -> bool {
    matches!(
        word,
        "district"
            | "districts"
            | "neighbourhood"
            | "neighborhood"
            | "neighbourhoods"
            | "neighborhoods"
            | "quarter"
            | "quarters"
            | "suburb"
            | "suburbs"
            | "sector"
            | "borough"
    )
}

/// Verbs of saying and policy: a capital or country that does this is its government.
pub(super) fn is_speech(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "announce"
            | "deny"
            | "accuse"
            | "warn"
            | "urge"
            | "condemn"
            | "claim"
            | "insist"
            | "declare"
            | "vow"
            | "pledge"
            | "call"
            | "back"
            | "support"
            | "reject"
            | "agree"
            | "want"
            | "demand"
            | "threaten"
            | "respond"
            | "blame"
            | "fund"
            | "arm"
            | "supply"
            | "oppose"
            | "seek"
            | "offer"
            | "refuse"
            | "decide"
            | "sign"
            | "impose"
            | "recognize"
            | "recognise"
            | "hope"
            | "fear"
            | "believe"
            | "consider"
            | "ask"
            | "tell"
            | "welcome"
            | "criticize"
            | "criticise"
            | "order"
            | "launch"
            | "send"
            | "deploy"
            | "invade"
            | "attack"
            | "bomb"
            | "intervene"
            | "negotiate"
            | "mediate"
            | "broker"
            | "sponsor"
            | "regard"
            | "view"
            | "see"
            | "provide"
            | "withdraw"
            | "pull"
            | "accept"
    )
}

/// The second half of "Moscow-backed": what the place's government does for somebody.
pub(super) fn is_backing(word: &str) -> bool {
    matches!(
        word,
        "backed"
            | "led"
            | "supported"
            | "sponsored"
            | "funded"
            | "trained"
            | "allied"
            | "aligned"
            | "armed"
            | "supplied"
            | "brokered"
            | "mediated"
            | "installed"
            | "appointed"
            | "made"
            | "imposed"
            | "affiliated"
            | "linked"
            | "friendly"
            | "financed"
            | "run"
            | "designed"
            | "built"
            | "equipped"
            | "directed"
            | "proxied"
            | "ally"
            | "loyal"
    )
}

/// Words that are now and then a town's name and nearly always something else.
pub(super) fn is_everyday(plain: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let lines = include_str!("../../../../gazetteer/hand/everyday.txt").lines();
        lines.map(str::trim).filter(|line| !line.starts_with('#')).collect()
    });
    words.contains(plain)
}

/// Nouns for ships, before their names.
pub(super) fn is_ship(noun: &str) -> bool {
    matches!(
        noun,
        "ship"
            | "warship"
            | "battleship"
            | "steamship"
            | "cruiser"
            | "frigate"
            | "corvette"
            | "destroyer"
            | "minesweeper"
            | "submarine"
            | "vessel"
            | "boat"
            | "gunboat"
            | "flagship"
            | "ferry"
            | "tanker"
            | "freighter"
            | "trawler"
            | "tugboat"
            | "icebreaker"
            | "liner"
            | "yacht"
    )
}

/// Nouns whose "of" leads to a place in reports on war: "the battle of", "20 km of".
pub(super) fn is_of_places(noun: &str) -> bool {
    matches!(
        noun,
        "battle"
            | "siege"
            | "city"
            | "town"
            | "village"
            | "port"
            | "outskirts"
            | "centre"
            | "center"
            | "suburb"
            | "suburbs"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "km"
            | "kilometers"
            | "kilometres"
            | "miles"
            | "capture"
            | "recapture"
            | "liberation"
    )
}

/// Verbs whose object is a place in reports on war.
pub(super) fn is_taken(lemma: &str) -> bool {
    matches!(
        lemma,
        "capture"
            | "recapture"
            | "retake"
            | "retook"
            | "overran"
            | "take"
            | "seize"
            | "liberate"
            | "overrun"
            | "conquer"
            | "occupy"
            | "enter"
            | "besiege"
            | "encircle"
            | "surround"
            | "shell"
            | "bomb"
            | "bombard"
            | "pound"
            | "storm"
            | "reach"
            | "lose"
            | "hold"
            | "control"
            | "abandon"
            | "evacuate"
            | "flee"
            | "burn"
            | "torch"
            | "loot"
            | "raze"
            | "recover"
            | "regain"
            | "reclaim"
            | "leave"
            | "attack"
            | "invade"
            | "blockade"
            | "defend"
            | "cede"
            | "raid"
            | "strike"
            | "hit"
            | "reoccupy"
            | "reoccupie"
            | "reconquer"
            | "wrest"
            | "win"
            | "quit"
            | "desert"
            | "relinquish"
            | "vacate"
            | "yield"
            | "snatch"
            | "grab"
            | "seal"
            | "secure"
            | "clear"
            | "free"
            | "surrender"
            | "relieve"
            | "ring"
            | "mortar"
            | "rocket"
            | "sack"
            | "pillage"
            | "rule"
            | "garrison"
            | "cut"
    )
}

/// What is done to people only.
pub(super) fn is_to_people(lemma: &str) -> bool {
    matches!(
        lemma,
        "kill"
            | "wound"
            | "injure"
            | "murder"
            | "execute"
            | "behead"
            | "abduct"
            | "kidnap"
            | "arrest"
            | "detain"
    )
}

/// What is done to people or happens in places: "killed in", "a blast in". Nobody is killed in a person.
pub(super) fn befalls(lemma: &str) -> bool {
    matches!(
        lemma,
        "kill"
            | "wound"
            | "injure"
            | "die"
            | "massacre"
            | "murder"
            | "execute"
            | "behead"
            | "shoot"
            | "ambush"
            | "abduct"
            | "kidnap"
            | "arrest"
            | "detain"
            | "clash"
            | "fight"
            | "explode"
            | "detonate"
            | "land"
            | "fire"
            | "hit"
            | "strike"
            | "bomb"
            | "shell"
            | "displace"
            | "blast"
            | "explosion"
            | "bombing"
            | "raid"
            | "airstrike"
            | "killing"
            | "skirmish"
            | "fighting"
            | "violence"
            | "grave"
            | "body"
            | "death"
    )
}

/// Words whose prepositions lead to a place: "withdrew from", "assault on", "control of".
pub(super) fn is_about_place(lemma: &str) -> bool {
    matches!(
        lemma,
        "withdraw"
            | "retreat"
            | "pull"
            | "delivery"
            | "convoy"
            | "shipment"
            | "road"
            | "highway"
            | "reinforcement"
            | "flee"
            | "drive"
            | "push"
            | "escape"
            | "evacuate"
            | "melt"
            | "dislodge"
            | "eject"
            | "chase"
            | "sweep"
            | "possession"
            | "noose"
            | "ring"
            | "advance"
            | "expel"
            | "oust"
            | "assault"
            | "offensive"
            | "attack"
            | "siege"
            | "control"
            | "capture"
            | "recapture"
            | "seizure"
            | "fall"
            | "liberation"
            | "loss"
            | "withdrawal"
            | "shelling"
            | "bombardment"
            | "out"
            | "rubble"
            | "battle"
            | "strike"
            | "fighting"
            | "fight"
            | "clash"
            | "stronghold"
            | "march"
            | "enter"
    )
}

/// Words of a share: "most of Grozny", "parts of Aleppo".
pub(super) fn is_share(lemma: &str) -> bool {
    matches!(
        lemma,
        "resident"
            | "inhabitant"
            | "mayor"
            | "villager"
            | "most"
            | "much"
            | "part"
            | "half"
            | "all"
            | "rest"
            | "outskirt"
            | "enclave"
            | "centre"
            | "center"
            | "edge"
            | "gate"
            | "district"
            | "area"
            | "suburb"
            | "street"
            | "quarter"
            | "neighbourhood"
            | "neighborhood"
            | "control"
            | "battle"
            | "grip"
            | "heart"
    )
}

/// Nouns of armed people: what they take, leave or attack is a place.
pub(super) fn is_force(lemma: &str) -> bool {
    matches!(
        lemma,
        "troop"
            | "troops"
            | "soldier"
            | "force"
            | "forces"
            | "rebel"
            | "rebels"
            | "fighter"
            | "militant"
            | "insurgent"
            | "army"
            | "guerrilla"
            | "militia"
            | "militiaman"
            | "militiamen"
            | "jihadist"
            | "separatist"
            | "paratrooper"
            | "marine"
            | "peshmerga"
            | "infantry"
            | "shell"
            | "rocket"
            | "missile"
            | "convoy"
            | "mortar"
            | "artillery"
            | "warplane"
            | "jet"
            | "tank"
            | "gunship"
            | "helicopter"
            | "aircraft"
            | "plane"
            | "bomber"
            | "drone"
            | "gunman"
            | "gunmen"
            | "attacker"
            | "assailant"
            | "jihadi"
            | "airstrike"
            | "strike"
            | "bomb"
            | "raid"
    )
}

/// Verbs whose subjects are people, and never towns.
pub(super) fn is_spoken(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "tell"
            | "add"
            | "announce"
            | "claim"
            | "report"
            | "deny"
            | "warn"
            | "promise"
            | "vow"
            | "accuse"
            | "blame"
            | "insist"
            | "write"
            | "ask"
            | "command"
            | "lead"
            | "die"
            | "resign"
            | "fight"
            | "describe"
    )
}

/// Of those verbs, the ones that take people as well.
pub(super) fn is_of_people(lemma: &str) -> bool {
    matches!(
        lemma,
        "capture"
            | "take"
            | "seize"
            | "leave"
            | "lose"
            | "hold"
            | "attack"
            | "defend"
            | "hit"
            | "strike"
            | "reach"
    )
}
