using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S1: what the customer asks for.</summary>
public enum RemedySought
{
    [Names("Refund", "退款", "退款")] Refund,
    [Names("Replacement", "换货", "換貨")] Replacement,
    [Names("Repair", "维修", "維修")] Repair,
    [Names("Compensation", "赔偿", "賠償")] Compensation,
    [Names("Apology", "道歉", "道歉")] Apology,
    [Names("Explanation", "解释", "解釋")] Explanation,
    [Names("Other", "其他", "其他")] Other,
}
