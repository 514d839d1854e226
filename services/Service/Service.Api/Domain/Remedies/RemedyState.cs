namespace CrmPlatform.Service.Domain.Remedies;

/// <summary>S6: where a remedy stands.</summary>
public enum RemedyState
{
    AwaitingApproval,
    Approved,
    Rejected,
    Withdrawn,
    Booked,
}
