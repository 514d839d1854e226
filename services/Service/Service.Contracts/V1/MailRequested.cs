namespace CrmPlatform.Service.Contracts.V1;

/// <summary>
/// Fact event: a mail is to be sent to somebody, once. Who sends it knows the templates; this says which one and what goes into it.
/// </summary>
/// <param name="Template">For instance <c>complaint-acknowledged</c>, <c>survey-invitation</c>.</param>
/// <param name="Language">BCP 47 tag of the reader's language.</param>
/// <param name="To">Mail address.</param>
/// <param name="Values">What goes into the text, by name. <c>messageId</c>, where it is given, becomes the Message-ID of the mail (without angle brackets), by which an answer is known.</param>
/// <param name="Purpose">Why, for consent and retention: <c>complaint</c>, <c>survey</c> or <c>staff</c>.</param>
public sealed record MailRequested(
    Guid MailId, string Template, string Language, string To, Guid? CustomerId, IReadOnlyDictionary<string, string> Values, string Purpose, DateTimeOffset At);
