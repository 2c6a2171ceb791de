import type { Box } from "../images/image-set.ts";

/** An annotation with the elements that those of Oxford-IIIT Pet have. */
export function headXml({ xmin, ymin, xmax, ymax }: Box): string {
  return `<annotation>
	<folder>OXIIIT</folder>
	<filename>Abyssinian_1.jpg</filename>
	<source>
		<database>OXFORD-IIIT Pet Dataset</database>
	</source>
	<size>
		<width>600</width>
		<height>400</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>
	<object>
		<name>cat</name>
		<pose>Frontal</pose>
		<truncated>0</truncated>
		<bndbox>
			<xmin>${xmin}</xmin>
			<ymin>${ymin}</ymin>
			<xmax>${xmax}</xmax>
			<ymax>${ymax}</ymax>
		</bndbox>
		<difficult>0</difficult>
	</object>
</annotation>
`;
}
