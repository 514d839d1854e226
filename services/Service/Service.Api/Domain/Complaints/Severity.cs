using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2, S5: how bad it is for the customer; a higher value is worse. Decides the service-level targets.</summary>
public enum Severity
{
    [Names("Low", "轻微", "輕微")] Low = 0,
    [Names("Normal", "一般", "一般")] Normal = 1,
    [Names("High", "严重", "嚴重")] High = 2,
    [Names("Critical", "紧急重大", "緊急重大")] Critical = 3,
}
