using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.Service.Domain.Mail;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>S1: mail to whoever complained. It gets a Message-ID of ours, by which an answer to it finds its complaint.</summary>
internal sealed class ComplaintMail(ComplaintsDb db, IOptions<ComplaintsOptions> options)
{
    /// <summary>Part of the next save.</summary>
    /// <param name="key">Seals the Message-ID (<see cref="LinkBook.MailKeyAsync"/>).</param>
    public void Ask(Complaint complaint, string template, string to, IReadOnlyDictionary<string, string> values, LinkKey key, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        db.Publish(new MailRequested(id, template, complaint.Language, to, complaint.CustomerId, new Dictionary<string, string>(values)
        {
            ["number"] = complaint.Number.ToString(),
            ["messageId"] = MailThread.MessageIdFor(complaint.Number, id, options.Value.MailDomain, key),
        }, "complaint", now), complaint.Id);
    }
}
