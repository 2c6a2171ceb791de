import { Link } from "../router/link.tsx";
import { texts } from "../texts.ts";

/** For an address that is none of the site's. */
export function NotFound() {
  return (
    <div class="page">
      <h1>{texts.site.titles["not-found"]}</h1>
      <p class="lead">{texts.notFound.lead}</p>
      <p>
        <Link to="" class="button primary">
          {texts.notFound.home}
        </Link>
      </p>
    </div>
  );
}
