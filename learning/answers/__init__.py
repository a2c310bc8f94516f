"""What operators change in what the Région says, and how it comes in force."""
