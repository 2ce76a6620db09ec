//! What the demo needs beside planning and applying: the example company as files, whether the local AWS and those files
//! belong together, and a look at what there is in the end.

mod ending;
mod entrances;
mod files;
mod folder;
mod standing;
mod survey;

pub use ending::{accounts, left, unprotect};
pub use entrances::Entrance;
pub use folder::{Folder, prepare};
pub use standing::{Standing, set_states_aside, standing};
pub use survey::{Survey, SurveyedAccount, SurveyedVpc, survey};
