namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: how many are affected.</summary>
public enum Impact
{
    Individual = 0,
    Several = 1,
    Widespread = 2,
}
