mod dump;
mod expressions;
