/** Under what Oxford-IIIT Pet may be used, as an SPDX identifier; stated by its distributors. */
export const PETS_LICENSE = "CC-BY-SA-4.0";

/** What lies as NOTICE.txt beside the data set and what is made of it. */
export const PETS_NOTICE = `Oxford-IIIT Pet

O. M. Parkhi, A. Vedaldi, A. Zisserman, C. V. Jawahar: Cats and Dogs.
IEEE Conference on Computer Vision and Pattern Recognition (CVPR), 2012.
https://www.robots.ox.ac.uk/~vgg/data/pets/

Licence: Creative Commons Attribution-ShareAlike 4.0 International (${PETS_LICENSE}), as stated by its distributors.
https://creativecommons.org/licenses/by-sa/4.0/
The copyright of each photo remains with its owner.
`;
