namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S1: what the customer asks for.</summary>
public enum RemedySought
{
    Refund,
    Replacement,
    Repair,
    Compensation,
    Apology,
    Explanation,
    Other,
}
