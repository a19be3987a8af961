//! What sort of place an entry is.

use crate::PlacePrecision;

macro_rules! kinds {
    ($($variant:ident $word:literal $doc:literal,)*) => {
        /// What sort of place an entry is; the contract's `place.kind`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind {
            $(#[doc = $doc] $variant,)*
        }

        impl Kind {
            /// All kinds, in the order of their numbers in the gazetteer file.
            pub const ALL: &[Kind] = &[$(Kind::$variant,)*];

            /// The word printed for it.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$variant => $word,)* }
            }
        }
    };
}

// The order is part of the file format: add at the end only.
kinds! {
    Town "town" "City, town or village.",
    Country "country" "Country or dependent territory.",
    Admin1 "admin1" "First-level division: province, governorate, oblast, state.",
    Admin2 "admin2" "Second-level division: district, county, raion.",
    Neighbourhood "neighbourhood" "Part of a town.",
    Region "region" "Region without a government of its own, historic ones too.",
    Continent "continent" "Continent or part of the world.",
    River "river" "River, canal or stream.",
    Lake "lake" "Lake or reservoir.",
    Sea "sea" "Sea, gulf, strait or bay.",
    Mountain "mountain" "Mountain, range, hill or pass.",
    Island "island" "Island or group of islands.",
    Valley "valley" "Valley or plain.",
    Desert "desert" "Desert.",
    Airport "airport" "Civil airport.",
    AirBase "air-base" "Military airfield.",
    Base "base" "Army or naval base, barracks.",
    BorderPost "border-post" "Border crossing.",
    Dam "dam" "Dam or weir.",
    OilField "oil-field" "Oil or gas field.",
    Refinery "refinery" "Refinery, terminal or plant.",
    PowerPlant "power-plant" "Power station.",
    Camp "camp" "Camp of refugees or displaced people.",
    Bridge "bridge" "Bridge.",
    Road "road" "Road, highway or corridor.",
    Port "port" "Port or harbour.",
    Prison "prison" "Prison.",
    Hospital "hospital" "Hospital.",
    Facility "facility" "Any other site or building.",
}

impl Kind {
    /// The kind of a number in the file.
    pub fn from_number(number: u8) -> Kind {
        Kind::ALL.get(number as usize).copied().unwrap_or(Kind::Facility)
    }

    /// The kind of a word, as the hand-kept tables write it.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }

    /// How finely a place of this kind is known.
    pub fn precision(self) -> PlacePrecision {
        match self {
            Kind::Country => PlacePrecision::Country,
            Kind::Admin1 => PlacePrecision::Admin1,
            Kind::Admin2 => PlacePrecision::Admin2,
            Kind::Region
            | Kind::Continent
            | Kind::River
            | Kind::Lake
            | Kind::Sea
            | Kind::Mountain
            | Kind::Island
            | Kind::Valley
            | Kind::Desert
            | Kind::Road => PlacePrecision::Feature,
            _ => PlacePrecision::Exact,
        }
    }

    /// Whether it is a site or a part: a place of its own inside another.
    pub fn is_facility(self) -> bool {
        self >= Kind::Airport || self == Kind::Neighbourhood
    }

    /// Whether it has an area that holds towns.
    pub fn is_area(self) -> bool {
        matches!(
            self,
            Kind::Country
                | Kind::Admin1
                | Kind::Admin2
                | Kind::Region
                | Kind::Continent
                | Kind::Valley
                | Kind::Desert
        )
    }
}
