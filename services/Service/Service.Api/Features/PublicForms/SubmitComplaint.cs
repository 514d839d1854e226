using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.PublicForms;

/// <summary>A complaint as the web form sends it.</summary>
/// <param name="Website">Hidden from people; whoever fills it in is a script, and nothing is kept.</param>
public sealed record PublicComplaintRequest(
    [property: Required, StringLength(400, MinimumLength = 1)] string Summary,
    [property: StringLength(20_000)] string? Details = null,
    [property: StringLength(200)] string? Name = null,
    [property: EmailAddress, StringLength(254)] string? Email = null,
    [property: StringLength(40)] string? Phone = null,
    ComplaintCategory? Category = null,
    RemedySought? RemedySought = null,
    DateTimeOffset? OccurredAt = null,
    [property: StringLength(200)] string? Website = null);

/// <param name="Number">What to quote.</param>
/// <param name="StatusLink">Shows how it goes on, without login, for as long as the link works.</param>
/// <param name="Message">In the sender's language.</param>
public sealed record PublicReceipt(string Number, string StatusLink, string Message);

/// <summary>S1: a complaint from the web form, without login.</summary>
internal static class SubmitComplaint
{
    public static async Task<Results<Created<PublicReceipt>, Invalid>> HandleAsync(
        PublicComplaintRequest request, ComplaintIntake intake, CustomerDirectory customers, NumberBook numbers, LinkBook links, IOptions<ComplaintsOptions> options,
        TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Summary)) return new Invalid("summary", "Please say in a line what you complain of.", "complaint.summary-empty");
        var now = time.GetUtcNow();
        if (request.OccurredAt > now.AddMinutes(5) || request.OccurredAt?.Year < 1990)
            return new Invalid("occurredAt", "What is complained of happened in the past, and after 1990.", "complaint.occurred-at");
        // S1: the honeypot. A script that learned it was seen through would try again; it gets a number that names nothing.
        if (!string.IsNullOrEmpty(request.Website))
            return Receipt((await numbers.NextAsync(cancellationToken)).ToString(), await links.StatusLinkAsync(Guid.NewGuid(), cancellationToken), http);

        await links.ReadyAsync(cancellationToken);
        var customer = await customers.FindByEmailAsync(request.Email, cancellationToken);
        var complaint = await intake.OpenAsync(new ComplaintData(IntakeChannel.Web, request.Category ?? options.Value.UnsortedCategory, request.Summary.Trim())
        {
            CustomerId = customer?.CustomerId,
            Reporter = new Reporter(Text(request.Name), Text(request.Email), Text(request.Phone)),
            Details = Text(request.Details),
            RemedySought = request.RemedySought,
            OccurredAt = request.OccurredAt,
            Language = TagOf(http.Language()),
            CustomerClass = customer?.Class,
            ReceivedAt = now,
        }, customer, "public:web", cancellationToken);
        return Receipt(complaint.Number.ToString(), await links.StatusLinkAsync(complaint.Id, cancellationToken), http);
    }

    private static Created<PublicReceipt> Receipt(string number, string link, HttpRequest http) => TypedResults.Created(link, new PublicReceipt(number, link, new Wording(
        $"We have your complaint; its number is {number}. The link shows how it goes on.",
        $"您的投诉已收到，编号为 {number}。您可通过链接查看处理进度。",
        $"您的投訴已收到，編號為 {number}。您可透過連結查看處理進度。").In(http.Language())));

    private static string TagOf(Language language) => language switch
    {
        Language.SimplifiedChinese => "zh-Hans",
        Language.TraditionalChinese => "zh-Hant",
        _ => "en",
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
