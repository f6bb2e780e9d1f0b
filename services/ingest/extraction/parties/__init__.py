"""Who did it and who was hit: noun phrases to actors, the roles that grammar gives, and the pair that is likeliest."""
