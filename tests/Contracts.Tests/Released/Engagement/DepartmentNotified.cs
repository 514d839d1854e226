namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: a department was told of an activity with a customer (E1).</summary>
/// <param name="Team">The department, as the staff register calls it.</param>
/// <param name="Text">What it is told.</param>
public sealed record DepartmentNotified(
    Guid ActivityId, Guid CustomerId, string Team, string Text, string By, DateTimeOffset At);
