namespace CrmPlatform.Insights.Domain;

/// <summary>
/// A calculation that cannot honestly be done with what was given: too little data, data that carries no
/// information, or a parameter out of range. Carries a stable code, and where a parameter is at fault its name and
/// the range that would be right.
/// </summary>
internal sealed class InsightRefusedException(string code, string message, string? parameter = null, string? allowedRange = null)
    : Exception(message)
{
    public string Code { get; } = code;

    public string? Parameter { get; } = parameter;

    public string? AllowedRange { get; } = allowedRange;

    /// <summary>Refuses a parameter, and says the range that is allowed.</summary>
    public static InsightRefusedException OutOfRange(string parameter, object given, string allowedRange) =>
        new("parameter.out-of-range", $"{parameter} was {given}; allowed is {allowedRange}.", parameter, allowedRange);

    /// <summary>Refuses a fit whose data do not determine the model.</summary>
    public static InsightRefusedException CannotFit(string code, string why) => new(code, why);
}
