using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Customers.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TypedSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Contacts_CustomerId_SearchName",
                table: "Contacts",
                columns: new[] { "CustomerId", "SearchName" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Contacts_CustomerId_SearchName",
                table: "Contacts");
        }
    }
}
