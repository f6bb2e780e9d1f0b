"""What an incident's statements amount to: claims, independence, support, dispute, casualties, credibility. Pure."""

from services.query.assessment.account import Account
from services.query.assessment.assessment import Assessment, assess, assess_docket
from services.query.assessment.docket import Docket

__all__ = ["Account", "Assessment", "Docket", "assess", "assess_docket"]
