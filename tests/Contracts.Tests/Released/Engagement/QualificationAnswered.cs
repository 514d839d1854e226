namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: an answer in a conversation says something about money, authority or need (C8).</summary>
/// <param name="Letter"><c>money</c>, <c>authority</c> or <c>need</c>.</param>
public sealed record QualificationAnswered(Guid CustomerId, string Letter, bool Present, Guid SourceId, string By, DateTimeOffset At);
