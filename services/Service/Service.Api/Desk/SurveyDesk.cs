using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>S7: asks a customer, unless they were asked a short while ago.</summary>
internal sealed class SurveyDesk(ComplaintsDb db, LinkBook links, IOptions<ComplaintsOptions> options, TimeProvider time)
{
    /// <summary>Makes the invitation and its mail part of the next save; refuses in the quarantine. Not to be called inside a transaction.</summary>
    public async Task<Outcome<InvitationRow>> InviteAsync(SurveyRow survey, KnownCustomer customer, Guid? complaint, CancellationToken cancellationToken)
    {
        if (customer.Status != "active" || customer.Email is not { Length: > 0 } address)
            return Refusal.Conflict("survey.no-address", "The customer has no mail address we know.");
        var now = time.GetUtcNow();
        var asked = db.Set<AskedRow>();
        var before = await asked.SingleOrDefaultAsync(row => row.CustomerId == customer.CustomerId, cancellationToken);
        if (before is not null && SurveyQuarantine.WhyNotInvite([before.LastAskedAt], now, options.Value.SurveyQuarantineDays) is { } refusal) return refusal;
        // Under a version: whoever asks the same customer at the same moment saves too late.
        if (before is null) asked.Add(new AskedRow { CustomerId = customer.CustomerId, LastAskedAt = now });
        else before.LastAskedAt = now;

        var definition = survey.Definition;
        var row = new InvitationRow
        {
            SurveyKey = survey.SurveyKey,
            SurveyNumber = survey.Number,
            CustomerId = customer.CustomerId,
            ComplaintId = complaint,
            Language = definition.LanguageFor(customer.Language),
            Email = address,
            SentAt = now,
            ExpiresAt = now.AddDays(definition.LinkDays),
        };
        row.RemindAt = row.ToDomain().ReminderDueAt(definition);
        db.Invitations.Add(row);
        await MailAsync("survey-invitation", row, definition, customer.Name, now, cancellationToken);
        return row;
    }

    /// <summary>The mail with the link, as invitation or as the one reminder.</summary>
    public async Task MailAsync(string template, InvitationRow row, SurveyDefinition definition, string name, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Publish(new MailRequested(Guid.CreateVersion7(), template, row.Language, row.Email, row.CustomerId, new Dictionary<string, string>
        {
            ["name"] = name,
            ["title"] = definition.Title.ByLanguage.GetValueOrDefault(row.Language, definition.Key),
            ["link"] = links.Address("surveys", await links.SignAsync(LinkPurpose.Survey, row.Id, row.ExpiresAt, cancellationToken)),
            ["expiresAt"] = row.ExpiresAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        }, "survey", now), row.CustomerId);

    public static async Task<SurveyRow?> SentAsync(ComplaintsDb db, SurveyOccasion occasion, CancellationToken cancellationToken) =>
        await db.Surveys.AsNoTracking().Where(survey => survey.IsSent && survey.Occasion == occasion).OrderBy(survey => survey.SurveyKey).FirstOrDefaultAsync(cancellationToken);
}
