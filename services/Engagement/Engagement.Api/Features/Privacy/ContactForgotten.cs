using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Engagement.Features.Privacy;

/// <summary>C20: somebody at a customer was erased: what was typed here beside their id goes, and the customer's file stays as it is.</summary>
internal sealed class ContactForgotten(EngagementDb db, Erasure erasure) : IHandle<ContactErased>
{
    public async Task HandleAsync(Received<ContactErased> received, CancellationToken cancellationToken)
    {
        var contact = received.Event.ContactId;
        Guid[] told = [.. received.Event.Files.Append(received.Event.CustomerId).Distinct()];
        var files = await FilesAsync(told, cancellationToken);
        // First, because what a history says of a deal is not a list of people: all of such a line would go.
        await db.ForgetDecidersAsync(contact, files, cancellationToken);
        await erasure.ReplaceWithinAsync(new ErasedPerson(contact), files, cancellationToken);

        // Customers before what is theirs, as a merge has them: from then on nothing goes to another file, and what went before is looked for there.
        await db.BeginOwnWriteAsync(cancellationToken);
        for (Guid[] held = [], toHold = told; toHold.Length > 0; toHold = [.. files.Except(held)])
        {
            foreach (var file in toHold) await db.HoldAsync(file, cancellationToken);
            held = [.. held, .. toHold];
            files = await FilesAsync(held, cancellationToken);
        }
        // What was written while all of the history was looked through.
        await db.ForgetDecidersAsync(contact, files, cancellationToken);
        await erasure.HistoryWithinAsync(contact, files, cancellationToken);
        db.EraseContact(contact, files);
        db.Alongside(db.CommitOwnAsync);
    }

    /// <summary>C16: Customers says what was one by then; what has been merged since stands under its survivor.</summary>
    private async Task<Guid[]> FilesAsync(Guid[] told, CancellationToken cancellationToken) =>
        [.. told.Union((await db.SurvivorsAsync(told, cancellationToken)).Values)];
}
