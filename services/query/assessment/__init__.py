"""What an incident's statements amount to: claims, independence, support, dispute, casualties, credibility. Pure."""

from services.query.assessment.account import Account
from services.query.assessment.assessment import Assessment, assess

__all__ = ["Account", "Assessment", "assess"]
