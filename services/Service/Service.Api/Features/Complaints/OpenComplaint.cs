using System.Globalization;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>S1: opens a complaint.</summary>
internal static class OpenComplaint
{
    public static async Task<Results<Created<ComplaintView>, Invalid>> HandleAsync(
        ComplaintRequest request, ComplaintsDb db, ComplaintIntake intake, ClockShelf clocks, CustomerDirectory customers, Caller caller, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        KnownCustomer? customer = null;
        if (request.CustomerId is { } id)
        {
            customer = await customers.FindAsync(id, cancellationToken);
            if (customer is not { IsGone: false } || !customer.IsSeenBy(caller))
                return new Invalid("customerId", $"There is no customer '{id}' that you may see.", "complaint.customer-unknown");
        }
        if (Wrong(request, time.GetUtcNow()) is { } wrong) return wrong;
        if (await SubCategories.WhyNotAsync(db, request.Category, request.SubCategory, cancellationToken) is { } unknown) return new Invalid(unknown);
        if (await BusinessCalendars.WhyNotAsync(db, NullIfBlank(request.Calendar), cancellationToken) is { } noCalendar) return new Invalid(noCalendar);

        var complaint = await intake.OpenAsync(Read(request, customer, time.GetUtcNow()), customer, caller.Subject, cancellationToken);
        var zone = (await clocks.ReadAsync(db, cancellationToken)).Calendars[complaint.Calendar].Definition.Zone;
        var view = ComplaintView.Of(complaint, customer?.Name, http.Language(), [], Acknowledgement(complaint, zone).In(RequestLanguage.FromTag(complaint.Language) ?? Language.English));
        return TypedResults.Created($"/api/v1/complaints/{complaint.Id}", view);
    }

    private static Invalid? Wrong(ComplaintRequest request, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(request.Summary)) return new Invalid("summary", "A summary says in a line what is complained of.", "complaint.summary-empty");
        return request.OccurredAt > now.AddMinutes(5) || request.OccurredAt?.Year < 1990
            ? new Invalid("occurredAt", "What is complained of happened in the past, and after 1990.", "complaint.occurred-at")
            : null;
    }

    private static ComplaintData Read(ComplaintRequest request, KnownCustomer? customer, DateTimeOffset now) => new(request.Channel, request.Category, request.Summary.Trim())
    {
        CustomerId = customer?.CustomerId,
        Reporter = request.Reporter is { } reporter ? new Reporter(NullIfBlank(reporter.Name), NullIfBlank(reporter.Email), NullIfBlank(reporter.Phone)) : Reporter.Nobody,
        SubCategory = NullIfBlank(request.SubCategory),
        Severity = request.Severity,
        Complexity = request.Complexity,
        Impact = request.Impact,
        Urgency = request.Urgency,
        Details = NullIfBlank(request.Details),
        RemedySought = request.RemedySought,
        Language = request.Language ?? customer?.Language ?? "zh-Hans",
        CustomerClass = customer?.Class,
        Calendar = NullIfBlank(request.Calendar),
        OccurredAt = request.OccurredAt,
        ReceivedAt = now,
    };

    // S5: by the clock on the wall of those who answer; it is read out to the customer, in the language they are answered in.
    private static Wording Acknowledgement(Complaint complaint, string zone)
    {
        var number = complaint.Number.ToString();
        var until = complaint.ResponseDueAt is { } due
            ? $"{Instant.FromDateTimeOffset(due).InZone(DateTimeZoneProviders.Tzdb[zone]).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)} ({zone})"
            : null;
        return until is null
            ? new Wording($"We have your complaint; its number is {number}.", $"您的投诉已收到，编号为 {number}。", $"您的投訴已收到，編號為 {number}。")
            : new Wording(
                $"We have your complaint; its number is {number}. You will hear from us by {until}.",
                $"您的投诉已收到，编号为 {number}。我们将在 {until} 之前与您联系。",
                $"您的投訴已收到，編號為 {number}。我們將在 {until} 之前與您聯繫。");
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
