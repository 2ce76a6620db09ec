mod bodies;
mod dump;
mod errors;
mod expressions;
mod hostile;
mod json;
mod recovery;
mod templates;
