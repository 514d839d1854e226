namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2, S5: how bad it is for the customer; a higher value is worse. Decides the service-level targets.</summary>
public enum Severity
{
    Low = 0,
    Normal = 1,
    High = 2,
    Critical = 3,
}
