"""What people write about films for others: reading it, its limits, its forms."""
