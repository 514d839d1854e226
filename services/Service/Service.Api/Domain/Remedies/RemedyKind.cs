using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Remedies;

/// <summary>S6: what makes it good again.</summary>
public enum RemedyKind
{
    [Names("Refund", "退款", "退款")] Refund,
    [Names("Replacement", "换货", "換貨")] Replacement,
    [Names("Points", "积分", "點數")] Points,
    [Names("Discount", "折扣", "折扣")] Discount,
    [Names("Apology", "道歉", "道歉")] Apology,
}
