namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: a word of a customer on what their data may be used for was recorded (C20). Of several the one said last counts, by <paramref name="At"/>.</summary>
/// <param name="Purpose"><c>marketing</c>, <c>care</c>, <c>surveys</c>, <c>service</c>, <c>profiling</c> or <c>partners</c>.</param>
/// <param name="Channel"><c>any</c>, <c>phone</c>, <c>sms</c>, <c>email</c>, <c>wechat</c> or <c>post</c>.</param>
/// <param name="Given">False when it was withdrawn.</param>
/// <param name="Source">How it was said, such as <c>web-form</c>, <c>paper</c> or <c>unsubscribe</c>.</param>
/// <param name="Until">From then on it no longer holds.</param>
/// <param name="At">When it was said, which may be before it was recorded.</param>
public sealed record ConsentRecorded(
    Guid ConsentId, Guid CustomerId, string Purpose, string Channel, bool Given, string Source, DateTimeOffset? Until, DateTimeOffset At);
