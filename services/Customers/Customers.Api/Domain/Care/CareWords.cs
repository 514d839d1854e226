using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

public enum CareKind
{
    [Names("Birthday", "生日", "生日")] Birthday,
    [Names("Holiday", "节日", "節日")] Holiday,
    [Names("Contract anniversary", "合同周年", "合約週年")] ContractAnniversary,
    [Names("Other anniversary", "其他纪念日", "其他紀念日")] Anniversary,
}

/// <summary>By which calendar a day returns.</summary>
public enum CareCalendar
{
    [Names("Solar", "公历", "公曆")] Solar,
    [Names("Lunar", "农历", "農曆")] Lunar,
}
