namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S4: the lifecycle of ISO 10002. Derived from what was recorded, never set by hand.</summary>
public enum ComplaintStatus
{
    Received,
    Acknowledged,
    Assessed,
    Investigating,
    Responded,
    Closed,
    Reopened,
    Escalated,
}
