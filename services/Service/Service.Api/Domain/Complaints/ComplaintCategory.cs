namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: the four main kinds of complaint; sub-categories are data.</summary>
public enum ComplaintCategory
{
    Attitude,
    Quality,
    Price,
    Communication,
}
