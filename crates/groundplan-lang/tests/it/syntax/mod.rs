mod bodies;
mod dump;
mod errors;
mod expressions;
mod hostile;
mod recovery;
mod templates;
