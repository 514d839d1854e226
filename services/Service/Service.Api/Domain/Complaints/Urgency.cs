namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: how soon the harm grows if nothing is done.</summary>
public enum Urgency
{
    Low = 0,
    Medium = 1,
    High = 2,
}
