//! What the demo needs beside planning and applying: the example company as files, whether the local AWS and those files
//! belong together, and a look at what there is in the end.

mod files;
mod folder;
mod standing;
mod survey;

pub use folder::{Folder, prepare};
pub use standing::{Standing, set_states_aside, standing};
pub use survey::{Survey, SurveyedAccount, SurveyedVpc, survey};
