using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: how soon the harm grows if nothing is done.</summary>
public enum Urgency
{
    [Names("Low", "不急", "不急")] Low = 0,
    [Names("Medium", "较急", "較急")] Medium = 1,
    [Names("High", "紧急", "緊急")] High = 2,
}
