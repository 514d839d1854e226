namespace CrmPlatform.Insights.Contracts.V1;

/// <summary>Fact event: a customer's computed ABC class (C4). Customers keeps it and its reason; an override there goes before it.</summary>
/// <param name="Class"><c>A</c>, <c>B</c> or <c>C</c>.</param>
/// <param name="Year">The last full calendar year the class rests on.</param>
/// <param name="Reason">English; <paramref name="ReasonZhHans"/> and <paramref name="ReasonZhHant"/> say the same.</param>
public sealed record CustomerClassified(
    Guid CustomerId, string Class, int Year, string Reason, string ReasonZhHans, string ReasonZhHant, DateTimeOffset At);
