using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: how many are affected.</summary>
public enum Impact
{
    [Names("One customer", "单个客户", "單一客戶")] Individual = 0,
    [Names("Several customers", "多个客户", "多位客戶")] Several = 1,
    [Names("Widespread", "大范围", "大範圍")] Widespread = 2,
}
