namespace CrmPlatform.Service.Domain.Remedies;

/// <summary>S6: what makes it good again.</summary>
public enum RemedyKind
{
    Refund,
    Replacement,
    Points,
    Discount,
    Apology,
}
