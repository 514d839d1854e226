namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: the severity proposed from impact and urgency; a person may set another one.</summary>
internal static class SeveritySuggestion
{
    /// <summary>
    /// Impact and urgency weigh the same. Complexity does not enter: a hard case is not a worse one for the customer.
    /// </summary>
    public static Severity From(Impact impact, Urgency urgency) => ((int)impact + (int)urgency) switch
    {
        0 => Severity.Low,
        1 => Severity.Normal,
        2 or 3 => Severity.High,
        _ => Severity.Critical,
    };
}
