"""A model's life: trained, examined, kept out by the gate or released, and rolled back."""
