using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PhoneNumbers;

namespace CrmPlatform.Service.Features.Privacy;

/// <summary>C20: complaints of somebody who gave a phone number or a mail address and was matched with no customer.</summary>
internal sealed class SaidWithoutAccount(ComplaintsDb db, IOptions<ComplaintsOptions> options)
{
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    public async Task<List<Complaint>> OfAsync(KnownCustomer person, CancellationToken cancellationToken)
    {
        if (person is { Phone: null, Email: null }) return [];
        var ids = new List<Guid>();
        var reporters = db.AllComplaints.AsNoTracking().Where(c => c.CustomerId == null && (c.ReporterEmail != null || c.ReporterPhone != null)).Select(c => new { c.Id, c.ReporterEmail, c.ReporterPhone });
        await foreach (var reporter in reporters.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (string.Equals(reporter.ReporterEmail?.Trim(), person.Email ?? "", StringComparison.OrdinalIgnoreCase)
                || (person.Phone is not null && reporter.ReporterPhone is not null && E164(reporter.ReporterPhone) == person.Phone)) ids.Add(reporter.Id);
        }
        return ids.Count == 0 ? [] : await db.AllComplaints.Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
    }

    // As Customers reads a number, or the same person would be two.
    private string? E164(string written)
    {
        try
        {
            var number = Phones.Parse(written, options.Value.Region);
            return Phones.IsPossibleNumber(number) ? Phones.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
