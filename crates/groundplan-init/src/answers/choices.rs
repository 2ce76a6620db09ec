use serde::{Deserialize, Serialize};

/// A choice of few, with the words for it. serde and the command line know the same words.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All there are.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|choice| choice.word() == text).ok_or_else(|| {
                    let words: Vec<&str> = Self::ALL.iter().map(|choice| choice.word()).collect();
                    format!("\"{text}\" is none of {}", words.join(", "))
                })
            }
        }
    };
}

choice! {
    /// How much of everything there is in an environment.
    Size {
        /// As little as will do.
        Small = "small",
        /// For a usual load.
        Medium = "medium",
        /// For a heavy load.
        Large = "large",
    }
}

choice! {
    /// What services run on.
    Cluster {
        /// Amazon ECS.
        Ecs = "ecs",
        /// Amazon EKS.
        Eks = "eks",
    }
}

choice! {
    /// What keeps the records of services.
    Database {
        /// Aurora that speaks PostgreSQL.
        AuroraPostgresql = "aurora-postgresql",
        /// Aurora that speaks MySQL.
        AuroraMysql = "aurora-mysql",
        /// Nothing.
        None = "none",
    }
}

choice! {
    /// What keeps the short-lived data of services.
    Cache {
        /// ElastiCache for Redis.
        Redis = "redis",
        /// ElastiCache for Valkey.
        Valkey = "valkey",
        /// Nothing.
        None = "none",
    }
}

choice! {
    /// Where states are kept.
    StateStore {
        /// In a bucket of the management account, which is made when it is missing.
        S3 = "s3",
        /// In the repository's own folder, ignored by git: to try things out.
        Local = "local",
    }
}
