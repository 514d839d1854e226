namespace CrmPlatform.Insights.Contracts.V1;

/// <summary>Fact event: a customer is likely to be lost (I5); it opens an intervention in Engagement.</summary>
/// <param name="Probability">Probability that the customer is still alive, 0 to 1.</param>
/// <param name="ValueAtRiskMinor">Expected future value in minor units of the base currency.</param>
public sealed record ChurnWarned(
    Guid WarningId, Guid CustomerId, double Probability, IReadOnlyList<ChurnReason> Reasons, long ValueAtRiskMinor, string Currency,
    string ProposedAction, DateTimeOffset At);

/// <summary>A reason in words.</summary>
public sealed record ChurnReason(string Code, string En, string ZhHans, string ZhHant);
