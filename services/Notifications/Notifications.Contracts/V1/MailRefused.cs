namespace CrmPlatform.Notifications.Contracts.V1;

/// <summary>Fact event: the reader of a mail to a customer has refused further mail of this kind, by the link in it (C20, X4).</summary>
/// <param name="CustomerId">To whom the mail was written.</param>
/// <param name="Purpose">The purpose of consent that is refused for mail: <c>marketing</c>, <c>care</c> or <c>surveys</c>.</param>
/// <param name="At">When the reader said so.</param>
public sealed record MailRefused(Guid CustomerId, string Purpose, DateTimeOffset At);
