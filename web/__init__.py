"""What every web room shares: assets, addresses, typography."""
